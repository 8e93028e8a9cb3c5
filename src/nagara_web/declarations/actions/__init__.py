"""Everything that changes the register; other apps write through these."""

from nagara_web.declarations.actions.adoption import NewLink, adopt_document
from nagara_web.declarations.actions.documents import (
    add_document,
    add_forum,
    add_session,
    confirm_document,
    publish_document,
)
from nagara_web.declarations.actions.promises import (
    NewMeasure,
    add_link,
    publish_link,
    publish_measure,
    write_measure,
)
from nagara_web.declarations.actions.requests import add_entry, add_request, open_requests
from nagara_web.declarations.actions.seed import seed_register

__all__ = [
    "NewLink",
    "NewMeasure",
    "add_document",
    "add_entry",
    "add_forum",
    "add_link",
    "add_request",
    "add_session",
    "adopt_document",
    "confirm_document",
    "open_requests",
    "publish_document",
    "publish_link",
    "publish_measure",
    "seed_register",
    "write_measure",
]
