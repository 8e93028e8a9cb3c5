"""Read a landfill case from JSON.

The shape stands in ``docs/how-to/landfill-case.md``. A case that cannot be what it says is refused
whole; the message names the path inside the file, such as ``sites[1].deposits_t_wet_by_year.food[3]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nagara.emissions.decay_parameters import (
    CLIMATES,
    DECAY_FROM_NEXT_YEAR,
    EDITIONS,
    FIRST_START_MONTH,
    MATERIALS,
)
from nagara.emissions.gases import EDITIONS as ASSESSMENT_REPORTS
from nagara.emissions.landfill_case import LandfillCase
from nagara.emissions.landfill_site import LandfillSite, kind_code, methane_correction, misplaced_deposits
from nagara.errors import UnknownCodeError
from nagara.evidence import codelist
from nagara.exchange.case_json import Bound, CaseJson
from nagara.exchange.cells.nearest import nearest
from nagara.findings import Finding, Place

__all__ = ["read_landfill_case"]

SHARE: Final = Bound(limit=1.0, beyond="Write a share from 0 to 1, not a percentage.")
TONNES: Final = Bound(limit=1e9, beyond="Write tonnes of a year, not kilograms.")
RATE: Final = Bound(limit=10.0, beyond="Write a rate per year, such as 0.17, not a half-life and not a percentage.")
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2300

CASE_KEYS: Final = (
    "years",
    "gwp",
    "edition",
    "climate",
    "sites",
    "doc_frac",
    "docf_frac",
    "k_per_year",
    "methane_frac",
    "start_month",
)
SITE_KEYS: Final = (
    "name",
    "opening",
    "closing",
    "mcf_by_year",
    "kind",
    "oxidation_frac",
    "recovery_frac_by_year",
    "deposits_t_wet_by_year",
)
WORDS_ABOUT: Final = frozenset({"about", "note", "notes", "comment", "source", "title", "description", "city"})
"""Keys that say something to people and are passed over."""


def read_landfill_case(path: Path) -> LandfillCase:
    """Read one case.

    Parameters
    ----------
    path
        The JSON file.

    Raises
    ------
    UnreadableFileError
        If the file is not a case, or a value cannot be what its key says; the message names the
        value's path.
    """
    return _Reader(json=CaseJson(file=path.name)).case(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    json: CaseJson

    def case(self, path: Path) -> LandfillCase:
        data = self.json.parsed(path)
        findings = [*self._not_read("", data, CASE_KEYS)]
        years = self._years(data.get("years"))
        edition = self._choice("edition", _as_text(data.get("edition")), EDITIONS)
        methane, month = data.get("methane_frac"), data.get("start_month")
        return LandfillCase(
            years=years,
            gwp=self._choice("gwp", data.get("gwp"), ASSESSMENT_REPORTS),
            edition=edition,
            climate=self._choice("climate", data.get("climate"), CLIMATES),
            sites=self._sites(data.get("sites"), years, edition, findings),
            doc_frac=None if data.get("doc_frac") is None else self._by_fraction("doc_frac", data, SHARE),
            docf_frac=self._by_fraction("docf_frac", data, SHARE),
            k_per_year=self._by_fraction("k_per_year", data, RATE),
            methane_frac=None if methane is None else self.json.number("methane_frac", methane, SHARE),
            start_month=DECAY_FROM_NEXT_YEAR
            if month is None
            else self.json.whole("start_month", month, FIRST_START_MONTH, DECAY_FROM_NEXT_YEAR),
            findings=tuple(findings),
        )

    def _years(self, value: object) -> tuple[int, ...]:
        years = [
            self.json.whole(f"years[{index}]", year, FIRST_YEAR, LAST_YEAR)
            for index, year in enumerate(self.json.entries("years", value))
        ]
        for index, year in enumerate(years[1:], start=1):
            if year != years[index - 1] + 1:
                why = f"is {year}, but {years[index - 1] + 1} follows {years[index - 1]}"
                self.json.refuse(f"years[{index}]", why, "Give every year once, in order.")
        return tuple(years)

    def _choice(self, at: str, value: object, known: Sequence[str]) -> str:
        text = self.json.text(at, value)
        if text not in known:
            self.json.refuse(at, f'is "{text[:40]}", which is not known', f"Use one of: {', '.join(known)}.")
        return text

    def _sites(
        self, value: object, years: tuple[int, ...], edition: str, findings: list[Finding]
    ) -> tuple[LandfillSite, ...]:
        sites: list[LandfillSite] = []
        places: dict[str, str] = {}
        for index, entry in enumerate(self.json.entries("sites", value)):
            at = f"sites[{index}]"
            site = _SiteReader(json=self.json, at=at, years=years, edition=edition, findings=findings).site(entry)
            earlier = places.setdefault(site.name, at)
            if earlier != at:
                self.json.refuse(f"{at}.name", f'is "{site.name}" again, as {earlier}', "Give each site its own name.")
            sites.append(site)
            findings.extend(self._not_read(f"{at}.", self.json.block(at, entry), SITE_KEYS))
        return tuple(sites)

    def _by_fraction(self, key: str, data: Mapping[str, object], bound: Bound) -> dict[str, float]:
        if data.get(key) is None:
            return {}
        block = self.json.block(key, data[key])
        return {
            _fraction(self.json, key, name): self.json.number(f"{key}.{name}", value, bound)
            for name, value in block.items()
            if value is not None
        }

    def _not_read(self, at: str, block: Mapping[str, object], known: Sequence[str]) -> Iterator[Finding]:
        for key in block:
            if key not in known and key not in WORDS_ABOUT:
                close = nearest(key, {each: each for each in known})
                values = {"key": f"{at}{key}", "nearest": f"Did you mean {' or '.join(close)}? " if close else ""}
                yield Finding(code="landfill-key-not-read", values=values, place=Place(file=self.json.file))


@dataclass(frozen=True, slots=True, kw_only=True)
class _SiteReader:
    """One site of the case; what it doubts is added to the findings."""

    json: CaseJson
    at: str
    years: tuple[int, ...]
    edition: str
    findings: list[Finding]

    def site(self, entry: object) -> LandfillSite:
        block = self.json.block(self.at, entry)
        name = self.json.text(f"{self.at}.name", block.get("name"))
        opening = self.json.whole(f"{self.at}.opening", block.get("opening"), FIRST_YEAR, LAST_YEAR)
        closing = block.get("closing")
        site = LandfillSite(
            name=name,
            opening=opening,
            closing=None if closing is None else self._closing(closing, opening),
            mcf_frac=self._correction(block, name),
            oxidation_frac=self._oxidation(block, name),
            recovery_frac=self._recovery(block, name),
            deposits_t_wet=self._deposits(block.get("deposits_t_wet_by_year")),
        )
        return self._while_open(site)

    def _while_open(self, site: LandfillSite) -> LandfillSite:
        """Leave out what a file that goes on writing tonnes gives to a site that was not open, and say so."""
        left_out = list(misplaced_deposits(site, self.years))
        if not left_out:
            return site
        first = left_out[0]
        self._note(
            "landfill-not-open",
            site=site.name,
            tonnes=sum(found.tonnes_t for found in left_out),
            fraction=first.fraction,
            year=str(first.year),
            why=first.why,
            key=f"{self.at}.deposits_t_wet_by_year.{first.fraction}[{first.index}]",
        )
        kept = {fraction: list(amounts) for fraction, amounts in site.deposits_t_wet.items()}
        for found in left_out:
            kept[found.fraction][found.index] = 0.0
        return replace(site, deposits_t_wet={fraction: tuple(amounts) for fraction, amounts in kept.items()})

    def _closing(self, value: object, opening: int) -> int:
        at = f"{self.at}.closing"
        closing = self.json.whole(at, value, FIRST_YEAR, LAST_YEAR)
        if closing < opening:
            self.json.refuse(at, f"is {closing}, before the opening in {opening}", "Correct one of the two years.")
        return closing

    def _correction(self, block: Mapping[str, object], name: str) -> tuple[float, ...]:
        kind, by_year = block.get("kind"), block.get("mcf_by_year")
        if by_year is not None:
            if kind is not None:
                self._note("landfill-kind-not-used", site=name)
            return self._numbers("mcf_by_year", by_year, SHARE)
        if kind is None:
            why = "has neither mcf_by_year nor kind"
            kinds = ", ".join(codelist("disposal_site_kind").codes)
            self.json.refuse(self.at, why, f"Give a factor for each year, or a kind: {kinds}.")
        if isinstance(kind, list):
            return tuple(self._each("kind", kind, lambda at, value: self._of_kind(at, value, name)))
        return (self._of_kind(f"{self.at}.kind", kind, name),) * len(self.years)

    def _of_kind(self, at: str, value: object, name: str) -> float:
        text = self.json.text(at, value)
        try:
            code = kind_code(text)
        except UnknownCodeError as error:
            self.json.refuse(at, f'is "{text[:40]}", which is not known', f"Use one of: {', '.join(error.known)}.")
        factor = methane_correction(code, self.edition)
        if not factor.source.endswith(f"{self.edition}-waste"):
            self._note("landfill-kind-of-2019", site=name, kind=code, value=factor.value)
        return factor.value

    def _oxidation(self, block: Mapping[str, object], name: str) -> tuple[float, ...]:
        value = block.get("oxidation_frac")
        if value is None:
            self._note("landfill-oxidation-not-given", site=name)
            return (0.0,) * len(self.years)
        if isinstance(value, list):
            return self._numbers("oxidation_frac", value, SHARE)
        return (self.json.number(f"{self.at}.oxidation_frac", value, SHARE),) * len(self.years)

    def _recovery(self, block: Mapping[str, object], name: str) -> tuple[float, ...]:
        value = block.get("recovery_frac_by_year")
        if value is None:
            self._note("landfill-recovery-not-given", site=name)
            return (0.0,) * len(self.years)
        return self._numbers("recovery_frac_by_year", value, SHARE)

    def _deposits(self, value: object) -> dict[str, tuple[float, ...]]:
        at = f"{self.at}.deposits_t_wet_by_year"
        return {
            _fraction(self.json, at, name): self._numbers(f"deposits_t_wet_by_year.{name}", amounts, TONNES)
            for name, amounts in self.json.block(at, value).items()
        }

    def _numbers(self, key: str, value: object, bound: Bound) -> tuple[float, ...]:
        return tuple(self._each(key, value, lambda at, entry: self.json.number(at, entry, bound)))

    def _each(self, key: str, value: object, read: Callable[[str, object], float]) -> Iterator[float]:
        at = f"{self.at}.{key}"
        entries = self.json.entries(at, value)
        if len(entries) != len(self.years):
            why = f"has {len(entries)} values for {len(self.years)} years"
            self.json.refuse(at, why, f"Give one for each year from {self.years[0]} to {self.years[-1]}.")
        for index, entry in enumerate(entries):
            yield read(f"{at}[{index}]", entry)

    def _note(self, code: str, **values: str | float) -> None:
        finding = Finding(code=code, values=values, place=Place(file=self.json.file))
        if finding not in self.findings:
            self.findings.append(finding)


def _fraction(json: CaseJson, at: str, name: str) -> str:
    if name not in MATERIALS:
        close = nearest(name.lower(), {each: each for each in MATERIALS})
        meant = f"Did you mean {' or '.join(close)}? " if close else ""
        json.refuse(f"{at}.{name[:40]}", "is not a fraction", f"{meant}Use one of: {', '.join(MATERIALS)}.")
    return name


def _as_text(value: object) -> object:
    """Take the edition 2019 for "2019": a year in quotes is easily forgotten."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
