"""Jobs of this app: work out an account, read a large file, delete contacts on their day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.answers.actions import keep
from nagara_web.answers.calculation import work_out
from nagara_web.answers.models import Calculation
from nagara_web.answers.uploads import Read, delete_contacts, keep_read, look_into
from nagara_web.jobs.registry import Progress, handles, handles_in_two

__all__ = ["delete_contacts_today", "keep_calculation", "keep_upload"]


def work_out_account(arguments: Mapping[str, Any], progress: Progress) -> Calculation:
    """Work out the account of the answers as they stand; nothing is written."""
    progress(0.1, _("Reading the answers"))
    return work_out(int(arguments["answer_set"]))


@handles_in_two("calculate", first=work_out_account, title=gettext_lazy("Work out the account"))
def keep_calculation(arguments: Mapping[str, Any], found: Calculation) -> Mapping[str, Any]:
    """Keep the account."""
    kept = keep(found)
    return {
        "url": f"/work/answers/{kept.answer_set_id}/",
        "revision": kept.revision,
        "is_blocked": kept.is_blocked,
    }


def read_file(arguments: Mapping[str, Any], progress: Progress) -> Read:
    """Read a file and work out what it would change; nothing is written."""
    progress(0.1, _("Reading the file"))
    return look_into(int(arguments["upload"]))


@handles_in_two("read-upload", first=read_file, title=gettext_lazy("Read the file"))
def keep_upload(arguments: Mapping[str, Any], found: Read) -> Mapping[str, Any]:
    """Keep what was found in a file."""
    upload = keep_read(int(arguments["upload"]), found)
    return {"url": f"/work/answers/{upload.answer_set_id}/upload/{upload.pk}/", "state": upload.state}


@handles("daily-delete-contacts", title=gettext_lazy("Delete contacts whose day has come"))
def delete_contacts_today(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Delete files from phones whose delete day has come."""
    return {"files": delete_contacts(str(arguments["day"]))}
