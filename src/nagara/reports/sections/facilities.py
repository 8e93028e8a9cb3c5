"""The facilities, their level of control, and what one level less would mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.evidence.codes import codelist
from nagara.reports import words
from nagara.reports.charts import ladder_strip
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Column, Heading, Items, Picture, Section, Table, Words
from nagara.reports.sections.tables import columns
from nagara.waste.control_ladder import CONTROLLED_FROM_LEVEL, level_name

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, FacilityLine, LadderDoubt
    from nagara.reports.said import Voice

__all__ = ["facilities"]


def facilities(result: CityYear, voice: Voice) -> Section:
    """The ladder picture, the boxes behind it, and the scenario table."""
    heading = voice.text(words.FACILITIES)
    if not result.facilities:
        nothing = Words(words=voice.text(words.FACILITIES_NONE))
        return Section(id="facilities", heading=heading, blocks=(nothing,))
    sentence = _sentence(result, voice)
    blocks: list[Block] = [Words(words=sentence), _picture(result, sentence, voice), _boxes(result, voice)]
    if remarks := tuple(_remarks(result, voice)):
        blocks.append(Items(items=remarks))
    if result.ladder_scenarios:
        blocks += [Heading(words=voice.text(words.SCENARIOS)), _scenarios(result, voice)]
    return Section(id="facilities", heading=heading, blocks=tuple(blocks))


def _sentence(result: CityYear, voice: Voice) -> str:
    controlled = [line for line in result.facilities if line.is_controlled]
    amount = voice.amount(sum(line.counted_t_per_day for line in controlled), _tonnes(voice))
    return voice.text(
        words.FACILITIES_SENTENCE,
        controlled=voice.number(len(controlled)),
        count=voice.number(len(result.facilities)),
        amount=amount,
    )


def _picture(result: CityYear, sentence: str, voice: Voice) -> Picture:
    title = voice.text(words.FACILITIES_PICTURE)
    chart = ladder_strip.LadderStrip(
        frame=Frame(id="ladder", title=title, description=sentence),
        rungs=tuple(
            ladder_strip.Rung(
                label=line.name,
                said=f"{_level(line, voice)} · {voice.amount(line.counted_t_per_day, _tonnes(voice))}",
                level=line.level,
                is_controlled=line.is_controlled,
            )
            for line in result.facilities
        ),
        threshold=voice.text(words.THRESHOLD),
        controlled_from=CONTROLLED_FROM_LEVEL,
    )
    names = ("facility", "facility_kind", "operator", "received", "counted", "level", "controlled")
    table = Table(
        caption=title,
        columns=columns(voice, *names, numbers=("received", "counted")),
        rows=tuple(_row(line, voice) for line in result.facilities),
    )
    return Picture(
        title=title,
        description=voice.text(words.FACILITIES_NOTE),
        wide=ladder_strip.draw(chart, WIDE),
        narrow=ladder_strip.draw(chart, NARROW),
        table=table,
    )


def _row(line: FacilityLine, voice: Voice) -> tuple[str, ...]:
    kinds = codelist("facility_kind")
    return (
        line.name,
        voice.text(kinds[line.kind]["label"]) if line.kind in kinds else line.kind,
        voice.text(words.OPERATORS.get(line.operator or "", words.NOT_SAID)),
        voice.plain(line.received_t_per_day),
        voice.plain(line.counted_t_per_day),
        _level(line, voice, is_long=True),
        voice.text(words.YES if line.is_controlled else words.NO),
    )


def _level(line: FacilityLine, voice: Voice, *, is_long: bool = False) -> str:
    if line.level is None:
        said = voice.text(words.LEVEL_TOO_LITTLE if is_long else words.LEVEL_NONE)
    else:
        said = voice.text(words.LEVEL_AND_NAME, level=str(line.level), name=voice.text(level_name(line.level)))
    if not is_long or line.level_low is None or line.level_low == line.level_high:
        return said
    return voice.text(words.LEVEL_AND_RANGE, level=said, low=str(line.level_low), high=str(line.level_high))


def _boxes(result: CityYear, voice: Voice) -> Table:
    levels = sorted({level for line in result.facilities for level in line.boxes})
    heads = [Column(label=voice.text(words.BOXES_OF_LEVEL, level=str(level)), is_number=True) for level in levels]
    rows = tuple(
        (line.name, *(_box(line, level, voice) for level in levels), _level(line, voice, is_long=True))
        for line in result.facilities
    )
    return Table(
        caption=voice.text(words.BOXES_TABLE),
        columns=(*columns(voice, "facility"), *heads, *columns(voice, "level")),
        rows=rows,
    )


def _box(line: FacilityLine, level: int, voice: Voice) -> str:
    """Boxes ticked of those that could be judged; what was printed beside it where that is more."""
    if level not in line.boxes:
        return voice.text(words.BOXES_NONE)
    ticked, printed = line.boxes[level]
    judged = line.judged.get(level, printed)
    if judged == 0 < printed:
        return voice.text(words.BOXES_UNSEEN, printed=str(printed))
    if judged < printed:
        return voice.text(words.BOXES_SEEN, ticked=str(ticked), judged=str(judged), printed=str(printed))
    return voice.text(words.BOXES, ticked=str(ticked), printed=str(printed))


def _remarks(result: CityYear, voice: Voice) -> list[str]:
    said = []
    doubts = {doubt.facility: doubt for doubt in result.ladder_doubts}
    for line in result.facilities:
        if line.not_observed:
            criteria = ", ".join(_criterion(code, line.kind, voice) for code in line.not_observed)
            said.append(voice.text(words.NOT_OBSERVED, name=line.name, criteria=criteria))
        if line.override_reason:
            said.append(voice.text(words.OVERRIDE, name=line.name, reason=line.override_reason))
        doubt = doubts.get(line.facility)
        if doubt:
            said.append(_doubt(doubt, voice))
        elif line.probability_controlled is not None:
            probability = voice.probability(line.probability_controlled)
            said.append(voice.text(words.PROBABILITY_CONTROLLED, name=line.name, probability=probability))
    return said


def _doubt(doubt: LadderDoubt, voice: Voice) -> str:
    low, high, low_if_not, high_if_not = (
        voice.percent(end)
        for end in (doubt.low_if_controlled, doubt.high_if_controlled, doubt.low_if_not, doubt.high_if_not)
    )
    return voice.text(
        words.LADDER_DOUBT,
        name=doubt.name,
        probability=voice.probability(doubt.probability_controlled),
        low=low,
        high=high,
        low_if_not=low_if_not,
        high_if_not=high_if_not,
    )


def _criterion(code: str, kind: str, voice: Voice) -> str:
    kinds = codelist("facility_kind")
    ladder = kinds[kind]["ladder"] if kind in kinds else ""
    rows = codelist("control_ladder").entries.values()
    labels = {row["criterion"]: row["criterion_label"] for row in rows if row["ladder"] == ladder}
    return voice.text(labels.get(code, code.replace("_", " ")))


def _scenarios(result: CityYear, voice: Voice) -> Table:
    headline = result.figures.get("sdg_11_6_1_frac")
    seen = voice.of(headline) if headline else None
    decimals = seen.decimals if seen else 0
    now = voice.value(headline)
    rows = tuple(
        (
            entry.name,
            voice.text(words.SCENARIO_LEVELS, level=str(entry.level), lowered=str(entry.lowered_level)),
            now,
            voice.percent(entry.sdg_11_6_1_frac, decimals),
        )
        for entry in result.ladder_scenarios
    )
    heads = columns(voice, "facility", "level", "now", "then", numbers=("now", "then"))
    return Table(caption=voice.text(words.SCENARIOS_CAPTION), columns=heads, rows=rows)


def _tonnes(voice: Voice) -> str:
    return voice.text(words.UNITS["_t_per_day"])
