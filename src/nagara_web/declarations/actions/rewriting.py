"""Put clauses as they are said in the place of others: a change of a draft, one taken back, a whole correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, Document, Part
from nagara_web.declarations.nouns import restored_clause

__all__ = ["apply_snapshots"]


def apply_snapshots(
    document: Document, before: Iterable[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> None:
    """Put clauses as they are said in the place of others; what is the same but for its place is only moved."""
    kept = {each["key"] for each in after}
    stood = {each["key"]: each for each in before}
    try:
        document.clauses.filter(key__in=[key for key in stood if key not in kept]).delete()
        for said in after:
            if _without_places(said) != _without_places(stood.get(said["key"], {})):
                _write(document, said)
    except ProtectedError:
        raise DeclarationRefusedError(
            _("A measure or a request hangs on a part that would go. Move it to another part first.")
        ) from None
    _move(document, [each for each in after if each != stood.get(each["key"])])
    _renumber(document)
    Document.objects.filter(pk=document.pk).update(revision=document.revision + 1)


def _without_places(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a clause says, without where it stands."""
    placed = ("places", "position", "parts", "mentions", "deadlines")
    inner = {
        name: [{key: value for key, value in each.items() if key not in {"place", "shared"}} for each in said[name]]
        for name in ("parts", "mentions", "deadlines")
        if name in said
    }
    return {name: value for name, value in said.items() if name not in placed} | inner


def _move(document: Document, said: Sequence[Mapping[str, Any]]) -> None:
    """Write where clauses and their parts stand, all at once: in a long text a mended word moves thousands."""
    by_key = {each["key"]: each for each in said}
    rows = list(document.clauses.filter(key__in=list(by_key)).prefetch_related("parts"))
    parts = []
    for row in rows:
        new = by_key[row.key]
        for name in ("places", "position", "mentions", "deadlines"):
            setattr(row, name, new[name])
        places = {each["key"]: each for each in new["parts"]}
        for part in row.parts.all():
            part.place, part.shared = places[part.key]["place"], places[part.key]["shared"]
            parts.append(part)
    Clause.objects.bulk_update(rows, ["places", "position", "mentions", "deadlines"], batch_size=200)
    Part.objects.bulk_update(parts, ["place", "shared"], batch_size=200)


def _write(document: Document, said: Mapping[str, Any]) -> None:
    fields, parts = restored_clause(said)
    fields["sought"] = " ".join(fields["words"].values()).lower()
    moment = fields["confirmed_at"]
    fields["confirmed_at"] = datetime.fromisoformat(moment) if moment else None
    clause, _is_new = Clause.objects.update_or_create(document=document, key=fields.pop("key"), defaults=fields)
    clause.parts.exclude(key__in=[each["key"] for each in parts]).delete()
    for each in parts:
        Part.objects.update_or_create(clause=clause, key=each.pop("key"), defaults=each)


def _renumber(document: Document) -> None:
    """Put the clauses in the order of the text."""
    language = document.language
    rows = sorted(document.clauses.all(), key=lambda each: (each.places.get(language, [0])[0], each.position))
    for position, each in enumerate(rows):
        each.position = position
    Clause.objects.bulk_update(rows, ["position"])
