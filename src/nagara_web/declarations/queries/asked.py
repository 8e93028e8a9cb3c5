"""Parts of published commitments as cities are asked about them: their words, place, theme and frameworks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from nagara_web.declarations.models import Alignment, ClauseKind, Measure, Part, State

__all__ = ["CommitmentPart", "codes_measured_by", "commitment_parts", "networks_of_parts"]

COLUMNS: Final = (
    "key",
    "words",
    "theme",
    "clause__key",
    "clause__theme",
    "clause__document__slug",
    "clause__document__title",
    "clause__document__session__year",
    "clause__document__is_invented",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentPart:
    """One part of a published commitment.

    Parameters
    ----------
    code
        Permanent code, as in ``amf-2024-declaration.2.g``.
    label
        Its place in the document, as in ``2.g``.
    items
        What it or its clause is held against, as in ``sdg:11.6.1``.
    """

    code: str
    label: str
    words: str
    theme: str
    document: str
    title: str
    year: int
    is_invented: bool
    items: tuple[str, ...]

    @property
    def frameworks(self) -> tuple[str, ...]:
        """Ids of the frameworks that it is held against, each once."""
        return tuple(dict.fromkeys(each.partition(":")[0] for each in self.items))


def commitment_parts() -> list[CommitmentPart]:
    """Parts of commitments of published documents, newest document first, in the order of the text."""
    found = Part.objects.filter(clause__kind=ClauseKind.COMMITMENT, clause__document__state=State.PUBLISHED)
    ordered = found.order_by(
        "-clause__document__session__year", "clause__document__slug", "clause__position", "position"
    )
    held = _items()
    return [_part(each, held) for each in ordered.values_list(*COLUMNS)]


def _part(values: tuple[str, str, str, str, str, str, str, int, bool], held: dict[str, list[str]]) -> CommitmentPart:
    key, words, theme, clause, clause_theme, document, title, year, is_invented = values
    code = f"{document}.{clause}.{key}"
    items = dict.fromkeys((*held.get(code, ()), *held.get(f"{document}.{clause}", ())))
    return CommitmentPart(
        code=code,
        label=f"{clause}.{key}",
        words=words,
        theme=theme or clause_theme,
        document=document,
        title=title,
        year=year,
        is_invented=is_invented,
        items=tuple(items),
    )


def _items() -> dict[str, list[str]]:
    """What clauses and parts are held against, by code; that nothing fits is left out."""
    held: dict[str, list[str]] = defaultdict(list)
    for code, item in (
        Alignment.objects.exclude(item="").exclude(fits="none").order_by("pk").values_list("code", "item")
    ):
        held[code].append(item)
    return held


def networks_of_parts(codes: Iterable[str]) -> dict[str, int]:
    """Network whose cities answer a part, by the code of the part, as its published measure says."""
    found = Measure.objects.filter(published_at__isnull=False, network__isnull=False)
    columns = ("part__clause__document__slug", "part__clause__key", "part__key", "network_id")
    wanted = set(codes)
    by_code = {f"{slug}.{clause}.{key}": network for slug, clause, key, network in found.values_list(*columns)}
    return {code: network for code, network in by_code.items() if code in wanted}


def codes_measured_by(indicators: Collection[str]) -> set[str]:
    """Codes of the parts of published commitments that one of the indicators measures, as published measures say."""
    found = Measure.objects.filter(
        published_at__isnull=False,
        indicator__in=indicators,
        part__clause__kind=ClauseKind.COMMITMENT,
        part__clause__document__state=State.PUBLISHED,
    )
    columns = ("part__clause__document__slug", "part__clause__key", "part__key")
    return {".".join(codes) for codes in found.values_list(*columns)} if indicators else set()
