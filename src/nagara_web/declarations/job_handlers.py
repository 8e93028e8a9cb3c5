"""Jobs of this app: read a large declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.declarations.actions.importing import keep_text, look_into_text
from nagara_web.jobs.registry import Progress, handles_in_two

__all__ = ["keep_declaration"]


def read_declaration(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Read a file and propose its clauses; nothing is written."""
    progress(0.1, _("Reading the file"))
    return look_into_text(int(arguments["text"]))


@handles_in_two("read-declaration", first=read_declaration, title=gettext_lazy("Read the declaration"))
def keep_declaration(arguments: Mapping[str, Any], found: dict[str, Any]) -> Mapping[str, Any]:
    """Keep what was proposed."""
    edition = keep_text(int(arguments["text"]), found)
    return {"url": reverse("declaration_desk", args=[edition.document.slug]), "state": edition.state}
