"""What continues what, and how a part is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.commitments.measures import Measure as MeasureNoun
from nagara.errors import MeasureError
from nagara_web.declarations.actions.documents import log
from nagara_web.declarations.actions.requests import end_requests
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.measuring import measure_noun
from nagara_web.declarations.models import Clause, Document, Link, Measure, Part

__all__ = [
    "NewMeasure",
    "add_link",
    "publish_link",
    "publish_measure",
    "remove_link",
    "write_measure",
]


# ---------------------------------------------------------------------------- what continues what


@transaction.atomic
def add_link(
    later: str,
    earlier: str,
    *,
    relation: str,
    reason: str = "",
    basis: str = "reading",
    person_id: int | None = None,
    published_by_id: int | None = None,
    role: str = "",
) -> Link:
    """Say that a document, clause or part takes up an earlier one; both by their codes.

    Parameters
    ----------
    later, earlier
        Codes, as in ``amf-2024-declaration.e1``.
    relation
        One of :class:`Link.Relation`.
    reason, basis
        Why they belong together, and whether the text says so or a reader.
    person_id, published_by_id
        Who says so, and who else agrees; without the second it waits for them.
    role
        In which role.

    Raises
    ------
    DeclarationRefusedError
        If a code leads nowhere, the earlier one is not earlier, or both people are one.
    """
    if relation not in Link.Relation.values:
        raise DeclarationRefusedError(_("Choose what the later one does with the earlier one."), "relation")
    ends = {"later": document_of(later), "earlier": document_of(earlier)}
    for name, found in ends.items():
        if found is None:
            said = {"code": later if name == "later" else earlier}
            raise DeclarationRefusedError(_("Nothing in the register has the code %(code)s.") % said, name)
    assert ends["later"] is not None and ends["earlier"] is not None  # noqa: S101, PT018  (looked at above)
    if later == earlier or ends["later"].session.year < ends["earlier"].session.year:
        raise DeclarationRefusedError(_("The earlier one has to be older than the later one."), "earlier")
    if published_by_id is not None and published_by_id == person_id:
        raise DeclarationRefusedError(_("Publication takes two people: ask a colleague."))
    now = timezone.now()
    made, is_new = Link.objects.get_or_create(
        later=later,
        earlier=earlier,
        relation=relation,
        defaults={
            "later_document": ends["later"],
            "earlier_document": ends["earlier"],
            "reason": reason.strip()[:300],
            "basis": basis,
            "made_by_id": person_id,
            "made_at": now,
            "published_by_id": published_by_id,
            "published_at": now if published_by_id is not None else None,
        },
    )
    if not is_new:
        raise DeclarationRefusedError(_("These two are linked so already."), "earlier")
    data = {"later": later, "earlier": earlier, "relation": relation}
    log(ends["later"], "link-added", person_id, role, data)
    end_requests(made, person_id=person_id, role=role)
    return made


@transaction.atomic
def publish_link(link_id: int, *, person_id: int, role: str = "") -> Link:
    """Agree with a link that somebody else has made."""
    link = Link.objects.select_for_update().select_related("later_document").get(pk=link_id)
    _by_another(link.made_by_id, person_id)
    link.published_by_id, link.published_at = person_id, timezone.now()
    link.save(update_fields=["published_by", "published_at"])
    log(link.later_document, "link-published", person_id, role, {"later": link.later, "earlier": link.earlier})
    end_requests(link, person_id=person_id, role=role)
    return link


@transaction.atomic
def remove_link(link_id: int, *, person_id: int, role: str = "") -> None:
    """Take a link away that somebody made here; the log keeps what it said.

    Raises
    ------
    DeclarationRefusedError
        If it came with the register.
    """
    link = Link.objects.select_for_update().select_related("later_document").get(pk=link_id)
    if link.made_by_id is None:
        raise DeclarationRefusedError(_("This link came with the register and stays. Add another one beside it."))
    data = {"later": link.later, "earlier": link.earlier, "relation": link.relation, "reason": link.reason}
    log(link.later_document, "link-removed", person_id, role, data)
    link.delete()


def document_of(code: str) -> Document | None:
    """The document that a code belongs to, if document, clause and part are all there."""
    slug, _dot, rest = code.partition(".")
    document = Document.objects.select_related("session").filter(slug=slug, corrects=None).first()
    if document is None or not rest:
        return document
    key, _dot, part = rest.partition(".")
    found = Clause.objects.filter(document=document, key=key)
    found = found.filter(parts__key=part) if part else found
    return document if found.exists() else None


# ---------------------------------------------------------------------------- how a part is measured


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """How a part is measured, as a form gives it; see :class:`Measure` for what each means."""

    owners: Sequence[Mapping[str, str]] = ()
    answer_type: str = ""
    indicator_code: str = ""
    unit: str = ""
    is_share: bool = False
    question: str = ""
    scale: Sequence[str] = ()
    baseline_value: float | None = None
    baseline_low: float | None = None
    baseline_high: float | None = None
    baseline_year: int | None = None
    aim: str = ""
    target_value: float | None = None
    target_words: str = ""
    due: date | None = None
    left_open: Sequence[str] = ()
    network_id: int | None = None
    indicator_id: str | None = None
    """Code of an indicator that the site measures; ``None`` where it is not measured here."""


MEASURE_FIELDS: Final = tuple(each.name for each in fields(NewMeasure))


def said_measure(part: Part, new: NewMeasure) -> MeasureNoun:
    """A measure as the library knows it, before anything is saved.

    Raises
    ------
    DeclarationRefusedError
        If what is given does not fit together; the sentence says what and how to mend it.
    """
    row = Measure(part=part, made_at=timezone.now(), **_columns(new))
    try:
        return measure_noun(row)
    except MeasureError as wrong:
        raise DeclarationRefusedError(str(wrong)) from None


@transaction.atomic
def write_measure(part_id: int, new: NewMeasure, *, person_id: int | None, role: str = "") -> Measure:
    """Say how a part is measured; changed again, it waits for a second person again.

    Raises
    ------
    DeclarationRefusedError
        If what is given does not fit together.
    """
    part = Part.objects.select_related("clause__document").get(pk=part_id)
    said_measure(part, new)
    columns = _columns(new)
    now = timezone.now()
    people = {"made_by_id": person_id, "made_at": now, "published_by_id": None, "published_at": None}
    made, is_new = Measure.objects.select_for_update().get_or_create(part=part, defaults={**columns, **people})
    before = {} if is_new else {name: _plain(getattr(made, name)) for name in columns}
    changed = {name: _plain(value) for name, value in columns.items() if is_new or getattr(made, name) != value}
    if not is_new and changed:
        for name, value in {**columns, **people}.items():
            setattr(made, name, value)
        made.save()
    if is_new or changed:
        document = part.clause.document
        was = {name: before[name] for name in changed if name in before}
        code = f"{document.slug}.{part.clause.key}.{part.key}"
        log(document, "measure-written", person_id, role, {"part": code, "now": changed, "before": was})
    return made


@transaction.atomic
def publish_measure(part_id: int, *, person_id: int, role: str = "") -> Measure:
    """Agree with a measure that somebody else has written."""
    found = Measure.objects.select_for_update().select_related("part__clause__document").get(part_id=part_id)
    _by_another(found.made_by_id, person_id)
    found.published_by_id, found.published_at = person_id, timezone.now()
    found.save(update_fields=["published_by", "published_at"])
    clause = found.part.clause
    code = f"{clause.document.slug}.{clause.key}.{found.part.key}"
    log(clause.document, "measure-published", person_id, role, {"part": code})
    return found


def _columns(new: NewMeasure) -> dict[str, Any]:
    columns = {name: getattr(new, name) for name in MEASURE_FIELDS}
    columns["owners"] = [dict(each) for each in new.owners]
    columns["scale"], columns["left_open"] = list(new.scale), sorted(new.left_open)
    return columns


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _by_another(made_by_id: int | None, person_id: int) -> None:
    if made_by_id == person_id:
        raise DeclarationRefusedError(_("You wrote this. Publication takes two people: ask a colleague."))
