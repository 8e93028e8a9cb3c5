"""Correct what the importer proposed, clause by clause; every change is kept and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.declarations.actions.documents import draft, log
from nagara_web.declarations.actions.rewriting import apply_snapshots
from nagara_web.declarations.actions.wording import put_words, raw_words
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, ClauseChange, ClauseKind, Document
from nagara_web.declarations.nouns import plain_words, snapshot

__all__ = [
    "SURE_FRAC",
    "confirm_above",
    "confirm_clause",
    "join_with_next",
    "set_kind",
    "set_parts",
    "set_words",
    "split_clause",
    "take_back",
]

SURE_FRAC: Final = 0.9
"""Above this the importer is nearly always right; a person may confirm such clauses together [frac]."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
"""Keys of parts; after z they go on with aa."""
MOST_PARTS: Final = 700


@transaction.atomic
def confirm_clause(document_id: int, key: str, *, person_id: int, role: str = "") -> None:
    """Agree with a clause as it stands."""
    document = draft(document_id)
    _change(document, "confirm", [key], lambda said: _agreed(said, person_id), person_id=person_id, role=role)


@transaction.atomic
def confirm_above(document_id: int, *, person_id: int, sure_frac: float = SURE_FRAC, role: str = "") -> int:
    """Agree with all clauses of which the importer is sure; how many these were.

    Parameters
    ----------
    document_id
        The document.
    sure_frac
        From which confidence on.
    person_id, role
        Who agrees.
    """
    document = draft(document_id)
    waiting = document.clauses.filter(confirmed_at=None, confidence_frac__gte=sure_frac)
    keys = [
        each.key
        for each in waiting.prefetch_related("parts")
        if all(part.confidence_frac >= sure_frac for part in each.parts.all())
    ]
    if keys:
        _change(document, "confirm-above", keys, lambda said: _agreed(said, person_id), person_id=person_id, role=role)
    return len(keys)


@transaction.atomic
def set_kind(
    document_id: int,
    key: str,
    *,
    kind: str,
    is_wish: bool = False,
    addressees: Sequence[str] = (),
    theme: str = "",
    person_id: int,
    role: str = "",
) -> None:
    """Say what a clause does, and agree with it so.

    Parameters
    ----------
    document_id, key
        The clause.
    kind, is_wish
        What it does; only a commitment can be a wish.
    addressees, theme
        Whom it addresses, and what it is about.
    person_id, role
        Who says so.
    """
    if kind not in ClauseKind.values:
        raise DeclarationRefusedError(_("Choose what the clause does."), "kind")
    document = draft(document_id)

    def say(said: dict[str, Any]) -> dict[str, Any]:
        changed = {"kind": kind, "is_wish": is_wish and kind == ClauseKind.COMMITMENT}
        named = [each.strip() for each in addressees if each.strip()]
        return _agreed(said | changed | {"addressees": named, "theme": theme.strip().lower()[:60]}, person_id)

    _change(document, "set-kind", [key], say, person_id=person_id, role=role)


@transaction.atomic
def split_clause(document_id: int, key: str, *, at: int, person_id: int, role: str = "") -> str:
    """Part a clause in two before a character of the text; the key of the second.

    Parameters
    ----------
    document_id, key
        The clause.
    at
        Place in the text of the first language at which the second clause begins.
    person_id, role
        Who does it.

    Raises
    ------
    DeclarationRefusedError
        If the place does not lie inside the clause, or one of the two would be empty.
    """
    document = draft(document_id)
    text, language = _text(document), document.language
    clause = _clause(document, key)
    start, stop = clause.places[language]
    if not (start < at < stop and text[start:at].strip() and text[at:stop].strip()):
        raise DeclarationRefusedError(_("Choose a word inside the clause: the second clause begins with it."), "at")
    taken = set(document.clauses.values_list("key", flat=True))
    second_key = next(new for new in (f"{key}-{number}" for number in count(2)) if new not in taken)
    before = snapshot(clause)
    first = _cut(before, text, language, start, at)
    second = _cut(before, text, language, at, stop) | {"key": second_key, "label": ""}
    second["parts"] = _lettered([{**each, "key": ""} for each in second["parts"]])
    _rewrite(document, "split", [before], [first, second], person_id=person_id, role=role)
    return second_key


@transaction.atomic
def join_with_next(document_id: int, key: str, *, person_id: int, role: str = "") -> None:
    """Make one clause of two that follow each other; it keeps the key of the first.

    Raises
    ------
    DeclarationRefusedError
        If it is the last clause.
    """
    document = draft(document_id)
    text, language = _text(document), document.language
    clause = _clause(document, key)
    after = document.clauses.filter(position__gt=clause.position).prefetch_related("parts").first()
    if after is None or language not in after.places:
        raise DeclarationRefusedError(_("No clause follows this one. Join the clause before it instead."))
    first, second = snapshot(clause), snapshot(after)
    start, stop = first["places"][language][0], second["places"][language][1]
    joined = _worded(first, text, language, start, stop)
    joined["parts"] = _lettered([*first["parts"], *({**each, "key": ""} for each in second["parts"])])
    for name in ("reasons", "addressees", "mentions", "deadlines"):
        joined[name] = [*first[name], *(each for each in second[name] if each not in first[name])]
    _rewrite(document, "join", [first, second], [joined], person_id=person_id, role=role)


@transaction.atomic
def set_parts(
    document_id: int,
    key: str,
    parts: Sequence[Sequence[Sequence[int]]],
    *,
    person_id: int,
    role: str = "",
) -> None:
    """Say which words of a clause can be measured apart.

    Parameters
    ----------
    document_id, key
        The clause.
    parts
        For each part the place of its phrase (start and stop in the text), then the places of the words
        that it shares with its sisters, which may stand before the clause.
    person_id, role
        Who says so.

    Raises
    ------
    DeclarationRefusedError
        If a place does not lie inside the clause, or if no part is left of a commitment.
    """
    document = draft(document_id)
    text, language = _text(document), document.language
    clause = _clause(document, key)
    start, stop = clause.places[language]
    outside = any(not start <= place[0] < place[1] <= stop for place, *_shared in parts)
    if outside or any(not 0 <= low < high <= len(text) for _place, *shared in parts for low, high in shared):
        raise DeclarationRefusedError(
            _("A part begins and ends inside its clause, with its first word first."), "parts"
        )
    before = snapshot(clause)
    kept = {tuple(each["place"]): each for each in before["parts"] if each["place"]}
    made = []
    for place, *shared in parts:
        old = kept.get(tuple(place), {})
        words = plain_words(" … ".join(text[low:high].strip() for low, high in (*shared, place)))
        made.append(
            {"key": "", "theme": "", "aliases": [], "sources": []}
            | {name: old[name] for name in ("key", "theme", "aliases", "sources") if name in old}
            | {"words": words, "place": list(place), "shared": [list(each) for each in shared]}
            | {"is_verbatim": True, "confidence_frac": 1.0}
        )
    after = {**before, "parts": _lettered(made, given=[each["key"] for each in before["parts"]])}
    after |= {"confirmed_by_id": person_id, "confirmed_at": timezone.now().isoformat(), "confidence_frac": 1.0}
    _rewrite(document, "set-parts", [before], [after], person_id=person_id, role=role)


@transaction.atomic
def set_words(document_id: int, key: str, words: str, *, person_id: int, role: str = "") -> None:
    """Mend the words of a clause in a correction; everything that stands after it in the text moves along.

    Parameters
    ----------
    document_id, key
        The clause of a correction at work.
    words
        How the document itself has them.
    person_id, role
        Who says so.

    Raises
    ------
    DeclarationRefusedError
        If the document is no correction, nothing is left, or nothing is changed.
    """
    document = draft(document_id)
    if not document.is_correction:
        raise DeclarationRefusedError(_("The words stay as the file has them. Bring in a better file instead."))
    clause = document.clauses.filter(key=key).prefetch_related("parts").first()
    if clause is None:
        raise DeclarationRefusedError(_("The document has no such clause any more. Look at it again."))
    said = words.replace("\r\n", "\n").strip()
    was = raw_words(document, clause)
    if not said or said == was:
        raise DeclarationRefusedError(_("Write the words as the document has them; they stand as before."), "words")
    before = snapshot(clause) | {"raw": was}
    put_words(document, key, said)
    changed = document.clauses.prefetch_related("parts").get(key=key)
    after = _agreed(snapshot(changed), person_id)
    _rewrite(document, "set-words", [before], [after], person_id=person_id, role=role)


@transaction.atomic
def take_back(document_id: int, *, person_id: int, role: str = "") -> ClauseChange:
    """Take the last change of the clauses back.

    Raises
    ------
    DeclarationRefusedError
        If there is nothing to take back.
    """
    document = draft(document_id)
    last = document.changes.filter(is_undone=False).first()
    if last is None:
        raise DeclarationRefusedError(_("There is nothing to take back."))
    if last.what == "set-words":
        put_words(document, last.before[0]["key"], last.before[0]["raw"])
    apply_snapshots(document, last.after, last.before)
    last.is_undone = True
    last.save(update_fields=["is_undone"])
    log(document, "change-taken-back", person_id, role, {"change": last.number, "what": last.what})
    return last


# ---------------------------------------------------------------------------- how a change is written


def _change(
    document: Document,
    what: str,
    keys: Iterable[str],
    say: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    person_id: int,
    role: str,
) -> None:
    found = document.clauses.filter(key__in=list(keys)).prefetch_related("parts")
    before = [snapshot(each) for each in found]
    if not before:
        raise DeclarationRefusedError(_("The document has no such clause any more. Look at it again."))
    _rewrite(document, what, before, [say(dict(each)) for each in before], person_id=person_id, role=role)


def _rewrite(
    document: Document,
    what: str,
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    *,
    person_id: int,
    role: str,
) -> None:
    """Put clauses in the place of others, keep both, and enter it into the log."""
    apply_snapshots(document, before, after)
    newest = document.changes.first()
    number = newest.number + 1 if newest else 1
    ClauseChange.objects.create(
        document=document,
        number=number,
        what=what,
        before=list(before),
        after=list(after),
        person_id=person_id,
        at=timezone.now(),
    )
    keys = sorted({each["key"] for each in (*before, *after)})
    log(document, f"clauses-{what}", person_id, role, {"change": number, "clauses": keys})


def _agreed(said: dict[str, Any], person_id: int) -> dict[str, Any]:
    return said | {"confirmed_by_id": person_id, "confirmed_at": timezone.now().isoformat(), "confidence_frac": 1.0}


def _clause(document: Document, key: str) -> Clause:
    found = document.clauses.filter(key=key).prefetch_related("parts").first()
    if found is None or document.language not in found.places:
        raise DeclarationRefusedError(_("The document has no such clause any more. Look at it again."))
    return found


def _text(document: Document) -> str:
    found = document.texts.filter(language=document.language).first()
    return found.text if found else ""


def _worded(said: Mapping[str, Any], text: str, language: str, start: int, stop: int) -> dict[str, Any]:
    """A clause over another stretch of the text; it waits for a person again."""
    return {
        **said,
        "words": {**said["words"], language: plain_words(text[start:stop])},
        "places": {**said["places"], language: [start, stop]},
        "confirmed_by_id": None,
        "confirmed_at": None,
    }


def _cut(said: Mapping[str, Any], text: str, language: str, start: int, stop: int) -> dict[str, Any]:
    """What of a clause lies in a stretch of its text."""

    def within(place: Sequence[int] | None) -> bool:
        return place is not None and start <= place[0] and place[1] <= stop

    cut = _worded(said, text, language, start, stop)
    for name in ("mentions", "deadlines"):
        cut[name] = [each for each in said[name] if within(each.get("place"))]
    cut["parts"] = []
    for part in said["parts"]:
        if within(part["place"]):
            shared = [each for each in part["shared"] if within(each)]
            words = plain_words(" … ".join(text[low:high].strip() for low, high in (*shared, part["place"])))
            cut["parts"].append({**part, "shared": shared, "words": words})
    return cut


def _lettered(parts: Iterable[Mapping[str, Any]], given: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Parts in the order of the text; a new one gets the next letter that none of the clause has had."""
    rows = [dict(each) for each in sorted(parts, key=lambda each: each["place"] or [0])]
    had = {each["key"] for each in rows} | set(given)
    last = max((place for place in range(MOST_PARTS) if _letter(place) in had), default=-1)
    new = count(last + 1)
    return [{**each, "key": each["key"] or _letter(next(new)), "position": place} for place, each in enumerate(rows)]


def _letter(position: int) -> str:
    """The letter of a part: a to z, then aa, ab."""
    more, last = divmod(position, len(LETTERS))
    return (_letter(more - 1) if more else "") + LETTERS[last]
