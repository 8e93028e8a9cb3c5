"""Codes of the register in words, for pages; data files keep the codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from nagara_web.declarations.models import ClauseKind, Confidence, Link

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "DOCUMENT_KINDS",
    "GRADES",
    "OWNER_KINDS",
    "STATUSES",
    "aspect_words",
    "change_words",
    "confidence_words",
    "counts_words",
    "document_kind_words",
    "fits_words",
    "grade_words",
    "kind_tag",
    "kind_words",
    "reason_words",
    "relation_words",
    "role_words",
    "standing_words",
    "status_words",
    "taken_up_words",
    "topic_words",
]

Words = Mapping[str, "StrOrPromise"]

DOCUMENT_KINDS: Final[Words] = {
    "declaration": _("Declaration"),
    "communique": _("Communiqué"),
    "statement": _("Statement"),
    "action-agenda": _("Action agenda"),
    "call-to-action": _("Call to action"),
    "joint-declaration": _("Joint declaration"),
    "press-report": _("Press report"),
}
ROLES: Final[Words] = {
    "title": _("Title"),
    "preamble": _("Preamble"),
    "operative": _("Operative clauses"),
    "closing": _("Closing"),
    "adoption": _("Adoption"),
    "signatures": _("Signatures"),
    "heading": _("Heading"),
    "footnote": _("Footnote"),
    "furniture": _("Head and foot of the page"),
    "reported": _("Known from reports"),
    "space": _("Space"),
}
FITS: Final[Words] = {
    "fully": _("fits"),
    "partly": _("fits in part"),
    "context": _("context only"),
    "none": _("no international indicator fits"),
}
STANDINGS: Final[Words] = {
    "open": _("open"),
    "happened": _("happened"),
    "disputed": _("accounts differ"),
    "missed": _("missed"),
    "fulfilled-in-part": _("fulfilled in part"),
    "fulfilled": _("fulfilled"),
    "lapsed": _("lapsed"),
}
TOPICS: Final[Words] = {
    "adopted-on": _("Adopted on"),
    "accreditation": _("Accreditation"),
    "secretariat": _("Secretariat"),
    "renaming": _("Name"),
    "founding": _("Founding"),
    "host": _("Host"),
    "joint-sessions": _("Joint sessions"),
    "name": _("Name"),
    "participants": _("Who took part"),
    "dates": _("Days"),
    "content": _("What it says"),
    "identity": _("Which document it is"),
}
ASPECTS: Final[Words] = {
    "owner": _("Who is to act"),
    "answering": _("Measured by"),
    "baseline": _("From where"),
    "target": _("How much"),
    "due": _("By when"),
}
GRADES: Final[Words] = {
    "verifiable": _("A stranger can tell whether it is kept"),
    "partly": _("A stranger can tell in part whether it is kept"),
    "not": _("A stranger cannot tell whether it is kept"),
}
STATUSES: Final[Words] = {
    "reached": _("reached"),
    "on-track": _("on track"),
    "off-track": _("off track"),
    "too-early": _("too early to say"),
    "no-data": _("no data"),
    "missed": _("missed"),
    "not-judged": _("not judged"),
}
REASONS: Final[Words] = {
    "no-target": _("No target is set."),
    "no-date": _("No date is set."),
    "no-baseline": _("The target is a change, and there is no baseline to count it from."),
    "no-figure": _("No figure has been reported."),
    "year-not-reported": _("The date is past, and the figure of its year has not been reported."),
    "met-now": _("The last figure meets the target."),
    "met-at-date": _("The target was met by its date."),
    "not-met-at-date": _("The target was not met by its date."),
    "one-figure": _("One figure is no trend."),
    "likely": _("Going on like this, the target is likely to be met by its date."),
    "unlikely": _("Going on like this, the target is unlikely to be met by its date."),
    "as-likely-as-not": _("The figures do not tell yet whether the target will be met."),
    "no-trend-of-a-yes": _("It is not done yet, and a yes or no has no trend."),
    "pace-enough": _("It rises fast enough to arrive by its date."),
    "pace-too-slow": _("It rises too slowly to arrive by its date."),
}
TAKEN_UP: Final[Words] = {
    "reaffirms": _("reaffirmed by"),
    "repeats": _("repeated by"),
    "sharpens": _("sharpened by"),
    "weakens": _("weakened by"),
    "continues": _("continued by"),
    "fulfils": _("fulfilled by"),
    "lapses": _("let lapse by"),
    "renames": _("followed under a new name by"),
}
"""The same relations, seen from the earlier text."""
OWNER_KINDS: Final[Words] = {
    "city": _("each city"),
    "network": _("the network"),
    "secretariat": _("the secretariat"),
    "host": pgettext_lazy("who acts", "the host of the year"),
    "member-states": _("member states"),
    "asean-secretariat": _("the ASEAN Secretariat"),
    "partner": _("a partner"),
}
CHANGES: Final[Words] = {
    "confirm": _("Confirmed"),
    "confirm-above": _("Confirmed together"),
    "set-kind": _("Kind changed"),
    "split": _("Split"),
    "join": _("Joined"),
    "set-parts": _("Parts changed"),
    "set-words": _("Words changed"),
}
TAGS: Final = {"C": "published", "R": "review", "Q": "second", "F": "neutral"}
"""Tint of a kind; the word beside it says the same."""


def kind_words(kind: str, *, is_wish: bool = False) -> str:
    """Say what a clause does; a wish is a commitment that only hopes."""
    return str(_("Wish")) if is_wish else str(ClauseKind(kind).label)


def kind_tag(kind: str) -> str:
    """Tint of the tag of a kind."""
    return TAGS.get(kind, "neutral")


def document_kind_words(kind: str) -> str:
    """Say what sort of text a document is."""
    return str(DOCUMENT_KINDS.get(kind, kind))


def role_words(role: str) -> str:
    """Say where a clause stands."""
    return str(ROLES.get(role, role))


def fits_words(fits: str) -> str:
    """Say how far a code of a framework fits."""
    return str(FITS.get(fits, fits))


def relation_words(relation: str) -> str:
    """Say what a later text does with an earlier one."""
    return str(dict(Link.Relation.choices).get(relation, relation))


def taken_up_words(relation: str) -> str:
    """Say what a later text did with this one."""
    return str(TAKEN_UP.get(relation, relation))


def standing_words(standing: str) -> str:
    """Say what a milestone means for a promise."""
    return str(STANDINGS.get(standing, standing))


def topic_words(topic: str) -> str:
    """Say what a statement is about."""
    return str(TOPICS.get(topic, topic.replace("-", " ").capitalize()))


def confidence_words(confidence: str) -> str:
    """Say how far a fact was confirmed."""
    return str(dict(Confidence.choices).get(confidence, confidence))


def aspect_words(aspect: str) -> str:
    """Say one of the five things that make a promise checkable."""
    return str(ASPECTS.get(aspect, aspect))


def grade_words(grade: str) -> str:
    """Say whether a stranger could tell."""
    return str(GRADES.get(grade, grade))


def status_words(status: str) -> str:
    """Say how a promise stands."""
    return str(STATUSES.get(status, status))


def reason_words(reason: str) -> str:
    """Say why it stands so."""
    return str(REASONS.get(reason, reason))


def change_words(what: str) -> str:
    """Say what a change of the clauses did."""
    return str(CHANGES.get(what, what))


def counts_words(counts: Mapping[str, Any]) -> str:
    """Say how many clauses of each kind there are, as in ``8 commitments, 1 reaffirmation``."""
    commitments, reaffirmations = counts.get("C", 0), counts.get("R", 0)
    requests, facts = counts.get("Q", 0), counts.get("F", 0)
    said = (
        (commitments, ngettext("%(count)s commitment", "%(count)s commitments", commitments)),
        (reaffirmations, ngettext("%(count)s reaffirmation", "%(count)s reaffirmations", reaffirmations)),
        (requests, ngettext("%(count)s request to others", "%(count)s requests to others", requests)),
        (facts, ngettext("%(count)s fact or mandate", "%(count)s facts or mandates", facts)),
    )
    return ", ".join(words % {"count": count} for count, words in said if count)
