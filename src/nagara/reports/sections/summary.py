"""The first page: what a mayor reads and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.findings import Severity
from nagara.reports import words
from nagara.reports.paper import Block, Card, Cards, Panel, Panels, Section, Signatures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nagara.indicators.result import CityYear, Figure
    from nagara.reports.said import Voice

__all__ = ["HEADLINE_FIGURES", "summary"]

HEADLINE_FIGURES: Final = (
    "sdg_11_6_1_frac",
    "msw_collected_frac",
    "recovery_frac",
    "msw_generated_kg_per_cap_day",
)
_HEADLINE: Final = "sdg_11_6_1_frac"
_MOST_STEPS: Final = 3


def summary(result: CityYear, voice: Voice) -> Section:
    """Headline figures, three sentences what they mean, what is doubtful, what to do, a signature."""
    blocks: tuple[Block, ...] = (
        Cards(cards=tuple(_card(result, name, voice) for name in HEADLINE_FIGURES if name in result.figures)),
        Panels(
            panels=(
                Panel(heading=voice.text(words.MEANING), items=_meaning(result, voice)),
                Panel(heading=voice.text(words.DOUBTFUL), items=_doubtful(result, voice)),
                Panel(heading=voice.text(words.NEXT_STEPS), items=_next_steps(result, voice)),
            )
        ),
        Signatures(heading=voice.text(words.SIGNED), labels=tuple(map(voice.text, words.SIGNATURE_LINES))),
    )
    return Section(id="summary", heading=voice.text(words.SUMMARY), blocks=blocks)


def _card(result: CityYear, name: str, voice: Voice) -> Card:
    figure = result.figures[name]
    seen = voice.of(figure)
    if seen is None:
        return Card(
            label=voice.label(figure.name),
            value=voice.text(words.NO_FIGURE),
            unit="",
            interval=voice.text(figure.method),
        )
    interval = voice.text(words.NO_INTERVAL)
    if seen.low is not None and seen.high is not None:
        low, high = (voice.number(end, seen.decimals) for end in (seen.low, seen.high))
        is_lower_bound = name == _HEADLINE and result.not_assessed
        sentence = words.LOWER_BOUND_OF_CARD if is_lower_bound else words.INTERVAL_OF_CARD
        interval = voice.text(sentence, low=low, high=high, level=voice.percent(figure.level))
    return Card(
        label=voice.label(figure.name),
        value=voice.number(seen.value, seen.decimals),
        unit=voice.unit(figure.name),
        interval=interval,
    )


def _meaning(result: CityYear, voice: Voice) -> tuple[str, ...]:
    figures = result.figures
    said = []
    names = ("msw_generated_t_per_day", "msw_collected_t_per_day", "msw_controlled_t_per_day")
    amounts = [figures.get(name) for name in names]
    if all(figure and figure.value is not None for figure in amounts):
        generated, collected, controlled = map(voice.value, amounts)
        said.append(
            voice.text(words.MEANS_AMOUNTS, generated=generated, collected=collected, controlled=controlled),
        )
    said.append(_uncollected(figures.get("uncollected_t_per_day"), voice))
    lowered = min(result.ladder_scenarios, key=lambda entry: entry.sdg_11_6_1_frac, default=None)
    headline = figures.get(_HEADLINE)
    if lowered and headline and headline.value is not None and lowered.sdg_11_6_1_frac < headline.value:
        said.append(
            voice.text(
                words.MEANS_FACILITY,
                name=lowered.name,
                lowered=voice.percent(lowered.sdg_11_6_1_frac),
                now=voice.percent(headline.value),
            )
        )
    elif (recovery := figures.get("recovery_frac")) and (recycling := figures.get("recycling_frac")):
        said.append(
            voice.text(words.MEANS_RECOVERY, recovery=voice.value(recovery), recycling=voice.value(recycling)),
        )
    said.append(_plastic_and_gases(figures, voice))
    return tuple(sentence for sentence in said if sentence)


def _plastic_and_gases(figures: Mapping[str, Figure], voice: Voice) -> str:
    plastic, gases = (
        voice.said(figures[name]) if name in figures and figures[name].value is not None else None
        for name in ("plastic_unmanaged_t_per_year", "ghg_emitted_t_co2e_per_year")
    )
    if plastic and gases:
        return voice.text(words.MEANS_PLASTIC_AND_GASES, plastic=plastic, gases=gases)
    if plastic:
        return voice.text(words.MEANS_PLASTIC, plastic=plastic)
    return voice.text(words.MEANS_GASES, gases=gases) if gases else ""


def _uncollected(figure: Figure | None, voice: Voice) -> str:
    if figure is None or figure.value is None:
        return ""
    if figure.value < 0:
        unit = voice.unit(figure.name)
        return voice.text(words.MEANS_OVER_COLLECTED, amount=voice.amount(-figure.value, unit))
    return voice.text(words.MEANS_UNCOLLECTED, uncollected=voice.said(figure))


def _doubtful(result: CityYear, voice: Voice) -> tuple[str, ...]:
    said = []  # that SDG 11.6.1 is a lower bound stands in the answer above
    if result.infeasible_frac > 0:
        said.append(voice.text(words.DOUBT_INFEASIBLE, share=voice.rough_percent(result.infeasible_frac)))
    shares = [entry for entry in result.variance_shares if entry.figure == _HEADLINE]
    largest = max(shares, key=lambda entry: entry.first_order, default=None)
    if largest and largest.first_order > 0:
        share = voice.percent(largest.first_order)
        said.append(voice.text(words.DOUBT_SOURCE, label=voice.phrase(largest.label), share=share))
    if result.provenance.defaults:
        said.append(voice.text(words.DOUBT_DEFAULTS, count=voice.number(len(result.provenance.defaults))))
    count = sum(finding.severity is not Severity.NOTE for finding in result.findings)
    if count:
        section = voice.text(words.DOUBTS)
        said.append(voice.text(words.DOUBT_FINDINGS, count=voice.number(count), section=section))
    else:
        said.append(voice.text(words.DOUBT_NONE))
    return tuple(said)


def _next_steps(result: CityYear, voice: Voice) -> tuple[str, ...]:
    said = []
    measurements = [entry for entry in result.next_measurements if entry.figure == _HEADLINE and entry.gain_frac > 0]
    best = max(measurements, key=lambda entry: entry.gain_frac, default=None)
    if best:
        gain = voice.percent(best.gain_frac)
        said.append(voice.text(words.NEXT_MEASURE, label=voice.phrase(best.label), gain=gain))
    low = [line for line in result.facilities if line.level is not None and not line.is_controlled]
    largest = max(low, key=lambda line: line.counted_t_per_day, default=None)
    if largest:
        amount = voice.amount(largest.counted_t_per_day, voice.text(words.UNITS["_t_per_day"]))
        said.append(voice.text(words.NEXT_FACILITY, name=largest.name, amount=amount, level=str(largest.level)))
    said += [voice.text(words.NEXT_OBSERVE, name=line.name) for line in result.facilities if line.level is None]
    return tuple(said[:_MOST_STEPS]) or (voice.text(words.NEXT_NONE),)
