"""Tables of the app: documents by clause, what continues what, and how each part is measured."""

from nagara_web.declarations.models.documents import (
    Clause,
    ClauseChange,
    ClauseKind,
    Confidence,
    Document,
    Forum,
    Part,
    Session,
    State,
    TextEdition,
)
from nagara_web.declarations.models.promises import (
    Alignment,
    Link,
    Measure,
    Milestone,
    Request,
    RequestEntry,
    Thread,
)
from nagara_web.declarations.models.versions import DocumentVersion

__all__ = [
    "Alignment",
    "Clause",
    "ClauseChange",
    "ClauseKind",
    "Confidence",
    "Document",
    "DocumentVersion",
    "Forum",
    "Link",
    "Measure",
    "Milestone",
    "Part",
    "Request",
    "RequestEntry",
    "Session",
    "State",
    "TextEdition",
    "Thread",
]
