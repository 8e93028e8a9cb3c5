"""A declaration of the invented river cities, brought in by the first secretary and waiting for a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cast import Cast
from nagara_web.declarations.actions.documents import add_document, add_forum, add_session
from nagara_web.declarations.actions.importing import keep_text
from nagara_web.declarations.models import Document, TextEdition
from nagara_web.declarations.parse_declaration import parsed

TEXT = """Declaration of the River Cities

We, the mayors of the river cities, met in Rivermouth on 3 May 2026.

REAFFIRMING our declaration of 2025;

we hereby commit to:

1. Close every open dump by 2030.

2. Protect the river by sorting waste, composting what rots, and reporting every year.

3. Look forward to meeting again.

ENCOURAGING member states to give local governments access to finance.

ADOPTED in Rivermouth on 3 May 2026.
"""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def proposed(cast: Cast) -> Document:
    """The same as the page makes of the file, but read in this process: a test need not wait for another."""
    add_forum(slug="rivers", name="River Forum", is_invented=True)
    made = add_document(
        add_session("rivers", year=2026, place="Rivermouth").pk,
        title="Declaration of the River Cities",
        network_id=cast.network.pk,
        person_id=cast.secretary.pk,
        role="secretariat",
    )
    edition = TextEdition(document=made, file_name="rivers.txt", made_by=cast.secretary, made_at=made.made_at)
    edition.file.save("rivers.txt", SimpleUploadedFile("rivers.txt", TEXT.encode()))
    keep_text(edition.pk, parsed(Path(edition.file.path), "rivers.txt", language="en"))
    made.refresh_from_db()
    return made
