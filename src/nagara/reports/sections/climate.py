"""The climate chapter: gases by source, by site and by line, and what stands beside the total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.evidence import codelist
from nagara.indicators.figures import figure_kinds
from nagara.reports import words
from nagara.reports.paper import Block, Section, Table, Words
from nagara.reports.sections.spans import heads, number, outer, said, span_cells, span_picture
from nagara.reports.words import climate as text

if TYPE_CHECKING:
    from nagara.indicators.greenhouse_gases.result import GasLine, GreenhouseGases, SiteMethane
    from nagara.indicators.result import CityYear, Figure
    from nagara.indicators.spans import Span
    from nagara.reports.said import Voice

__all__ = ["climate"]

TOTAL: Final = "ghg_emitted_t_co2e_per_year"
PER_CAP: Final = "ghg_emitted_kg_co2e_per_cap_year"
METHANE: Final = "landfill_methane_t_per_year"
MOST_DRIVERS: Final = 4


def climate(result: CityYear, voice: Voice) -> Section:
    """One sentence, one picture with its table, the sites, the lines, and what is never added."""
    heading, gases = voice.text(text.CLIMATE), result.greenhouse_gases
    if gases is None:
        why = voice.text(figure_kinds()[TOTAL].absent)
        return Section(id="climate", heading=heading, blocks=(Words(words=voice.text(text.NO_ANSWER, why=why)),))
    answer = _answer(result, gases, voice)
    blocks: list[Block] = [Words(words=answer)]
    if gases.by_source_t_co2e_per_year:
        blocks.append(_picture(gases, answer, voice))
    if gases.drivers:
        blocks.append(Words(words=_drivers(gases, voice)))
    if gases.sites:
        blocks.append(_sites(gases, voice))
    blocks += [_beside(gases, voice), *_lines(gases, voice), Words(words=_rests_on(gases, voice), look="quiet")]
    return Section(id="climate", heading=heading, blocks=tuple(blocks))


def _answer(result: CityYear, gases: GreenhouseGases, voice: Voice) -> str:
    code, largest = max(
        gases.by_source_t_co2e_per_year.items(),
        key=lambda entry: entry[1].value,
        default=("landfill", gases.total_t_co2e_per_year),
    )
    share = largest.value / gases.total_t_co2e_per_year.value if gases.total_t_co2e_per_year.value > 0 else 0.0
    return voice.text(
        text.ANSWER,
        year=str(result.city.year),
        total=said(gases.total_t_co2e_per_year, TOTAL, voice, voice.text(text.TONNES)),
        per_cap=_per_person(result.figures[PER_CAP], voice),
        source=_in_sentence(voice.text(text.SOURCES[code])),
        share=voice.percent(share),
    )


def _per_person(figure: Figure, voice: Voice) -> str:
    seen = voice.of(figure)
    if seen is None:
        return voice.text(words.NO_FIGURE)
    value, low, high = (voice.number(each or 0.0, seen.decimals) for each in (seen.value, seen.low, seen.high))
    amount = voice.text(words.AMOUNT, number=value, unit=voice.text(text.KILOGRAMS))
    return voice.text(words.VALUE_AND_RANGE, value=amount, low=low, high=high)


def _in_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]


def _picture(gases: GreenhouseGases, answer: str, voice: Voice) -> Block:
    ordered = sorted(gases.by_source_t_co2e_per_year.items(), key=lambda entry: -entry[1].value)
    rows = [(voice.text(text.SOURCES[code]), span) for code, span in ordered]
    table = Table(
        caption=voice.text(text.PICTURE),
        columns=heads(voice, text.COLUMNS, "what", "value", "inner", "outer", numbers=("value", "inner", "outer")),
        rows=tuple(
            span_cells(label, span, TOTAL, voice)
            for label, span in ((voice.text(text.TOTAL), gases.total_t_co2e_per_year), *rows)
        ),
    )
    return span_picture(voice.text(text.PICTURE), answer, rows, TOTAL, table, voice, id="gases")


def _sites(gases: GreenhouseGases, voice: Voice) -> Table:
    names = ("site", "management", "since", "generated", "recovered", "emitted")
    return Table(
        caption=voice.text(text.SITES),
        columns=heads(voice, text.COLUMNS, *names, numbers=names[3:]),
        rows=tuple(_site(site, voice) for site in gases.sites),
    )


def _site(site: SiteMethane, voice: Voice) -> tuple[str, ...]:
    management = codelist("disposal_site_kind")[site.management]["label"]
    since = text.SINCE_ASSUMED if site.is_first_year_default else text.SINCE
    return (
        site.name,
        voice.text(text.SITE_DEFAULT if site.is_management_default else management),
        voice.text(since, year=str(site.first_year), count=voice.number(site.recorded_years)),
        *(
            _with_range(span, METHANE, voice)
            for span in (
                site.methane_generated_t_per_year,
                site.methane_recovered_t_per_year,
                site.methane_emitted_t_per_year,
            )
        ),
    )


def _with_range(span: Span, name: str, voice: Voice) -> str:
    """Value and interval; nothing more where there is no doubt about nothing."""
    if span.high == 0:
        return voice.number(0.0)
    return f"{number(span, name, voice)} ({outer(span, name, voice)})"


def _beside(gases: GreenhouseGases, voice: Voice) -> Table:
    known = {**gases.others_t_co2e_per_year, **gases.avoided_t_co2e_per_year, **gases.apart_t_per_year}
    return Table(
        caption=voice.text(text.BESIDE),
        columns=heads(voice, text.COLUMNS, "beside", "amount", "outer", numbers=("amount", "outer")),
        rows=tuple(
            (voice.text(label), number(known[code], TOTAL, voice), outer(known[code], TOTAL, voice))
            for code, label in text.OTHERS.items()
            if code in known
        ),
    )


def _lines(gases: GreenhouseGases, voice: Voice) -> list[Block]:
    """Lines with a figure in a table, the others in a sentence."""
    known = [line for line in gases.lines if line.t_co2e_per_year is not None]
    empty = [line for line in gases.lines if line.t_co2e_per_year is None]
    missing, absent = (
        ", ".join(line.line for line in empty if (line.notation == "NO") == occurs_not) or voice.text(text.LINES_NONE)
        for occurs_not in (False, True)
    )
    table = Table(
        caption=voice.text(text.LINES),
        columns=heads(voice, text.COLUMNS, "line", "scope", "value", numbers=("scope", "value")),
        rows=tuple(_line(line, voice) for line in known),
    )
    return [table, Words(words=voice.text(text.LINES_EMPTY, missing=missing, absent=absent), look="quiet")]


def _line(line: GasLine, voice: Voice) -> tuple[str, ...]:
    amount = "" if line.t_co2e_per_year is None else _with_range(line.t_co2e_per_year, TOTAL, voice)
    if line.notation is not None and line.notation != "NO":
        amount = voice.text(text.AT_LEAST, said=amount)
    return voice.text(text.LINE, line=line.line, label=voice.text(line.label)), str(line.scope), amount


def _drivers(gases: GreenhouseGases, voice: Voice) -> str:
    shares: dict[str, float] = {}
    for driver in gases.drivers:
        name = _driver(driver.name, voice)
        if name is not None:
            shares[name] = max(shares.get(name, 0.0), driver.emitted_frac)
    ranked = sorted(shares.items(), key=lambda entry: -entry[1])[:MOST_DRIVERS]
    said_of = (voice.text(text.DRIVER, name=name, share=voice.percent(share)) for name, share in ranked)
    return voice.text(text.DRIVERS, drivers=", ".join(said_of))


def _driver(name: str, voice: Voice) -> str | None:
    label = next((label for start, label in text.DRIVER_NAMES.items() if name.startswith(start)), None)
    if label is None:
        return None
    if "{material}" not in label:
        return voice.text(label)
    material = voice.text(codelist("ipcc_material")[name.rpartition(".")[2]]["label"])
    return voice.text(label, material=_in_sentence(material))


def _rests_on(gases: GreenhouseGases, voice: Voice) -> str:
    zone = voice.text(text.ZONES[gases.climate])
    if gases.is_climate_default:
        zone = voice.text(text.CLIMATE_ASSUMED, climate=zone)
    sentences = [voice.text(text.METHOD, edition=gases.edition, potentials=gases.potentials, climate=zone)]
    if gases.is_stand_in:
        sentences.append(voice.text(text.STAND_IN))
    return " ".join(sentences)
