"""Cities that could share plants as one page: what they save, who pays what, who hosts, who sends, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.regions.fair_split import complaints
from nagara.reports import words as annual
from nagara.reports.paper import Block, Facts, Heading, Items, Paper, Section, Strip, Words
from nagara.reports.regions.picture import region_picture
from nagara.reports.regions.said import amount, city_name, group_name, saving_usd_per_year, spread
from nagara.reports.regions.tables import (
    MILLION,
    alone_table,
    built_table,
    coalitions_table,
    outlays_table,
    promises_table,
    sent_table,
    split_table,
)
from nagara.reports.said import Voice
from nagara.reports.sections.doubts import doubts_of
from nagara.reports.words import plans
from nagara.reports.words import regions as words
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.findings import Finding
    from nagara.pathways.least_cost.regions.study import RegionStudy
    from nagara.reports.language import Language

__all__ = ["region_answer", "region_paper"]

SMALLEST_USD: Final = 1_000.0
"""What is lacking below this is not said [USD/year]."""


def region_paper(study: RegionStudy, language: Language) -> Paper:
    """Write the page of a region.

    Parameters
    ----------
    study
        The cities, their plans and splits.
    language
        The language it is written in.
    """
    voice, years = Voice(language), study.regional.problem.years
    return Paper(
        language=language.code,
        title=voice.text(words.TITLE, region=study.name, first=str(years[0]), last=str(years[-1])),
        subtitle=voice.text(words.SUBTITLE),
        answer=region_answer(study, language),
        strips=_strips(study, voice),
        summary=_split(study, voice),
        sections=(
            _coalitions(study, voice),
            _built(study, voice),
            _sent(study, voice),
            _promises(study, voice),
            Section(
                id="outlays",
                heading=voice.text(words.OUTLAYS),
                blocks=(outlays_table(study, voice),),
            ),
            _assumed(study, voice),
            _doubts(study, voice),
        ),
        foot=voice.text(words.FOOT, region=study.name, version=VERSION, seed=str(study.seed)),
    )


def region_answer(study: RegionStudy, language: Language) -> str:
    """What the cities save and who pays what, in two or three sentences.

    Parameters
    ----------
    study
        The cities, their plans and splits.
    language
        The language it is said in.
    """
    voice, regional = Voice(language), study.regional
    borne = {each.city: each.lays_out_usd + each.settles_usd for each in study.payments}
    gaps = {
        "payments": ", ".join(
            voice.text(words.PAYS, city=city_name(study, city), usd=amount(usd, voice)) for city, usd in borne.items()
        )
    }
    said = words.ANSWER_NOTHING
    if _saves(study):
        said, saving = words.ANSWER_SAVES, saving_usd_per_year(study)
        gaps |= {
            "count": voice.number(len(regional.cities)),
            "saving": amount(saving, voice),
            "share": voice.percent(saving / sum(each.alone_usd for each in study.payments), 1),
            "split": _split_name(study, voice),
        }
    kept = [kept for plan in regional.plans_chosen for kept in plan.kept if not kept.promise.is_today]
    missed = sum(not each.is_kept for each in kept)
    rest = (
        (
            voice.text(
                words.ANSWER_MISSED,
                missed=voice.number(missed),
                count=voice.number(len(kept)),
            ),
        )
        if missed
        else ()
    )
    return " ".join((voice.text(said, **gaps), *rest))


def _saves(study: RegionStudy) -> bool:
    return len(study.regional.groups) < len(study.regional.cities)


def _split_name(study: RegionStudy, voice: Voice) -> str:
    return voice.text(words.VALUE if study.regional.value_is_in_core else words.COMPLAINT)


def _strips(study: RegionStudy, voice: Voice) -> tuple[Strip, ...]:
    regional, strips = study.regional, []
    if study.is_invented:
        strips.append(Strip(words=voice.text(words.EXAMPLE), tone="example"))
    if study.was_stopped:
        strips.append(Strip(words=voice.text(words.STOPPED), tone="attention"))
    if regional.unplanned:
        count = voice.number(len(regional.unplanned))
        strips.append(Strip(words=voice.text(words.UNPLANNED, count=count), tone="attention"))
    if regional.missing:
        gaps = {"count": voice.number(len(regional.missing)), "of": voice.number(len(regional.plans))}
        strips.append(Strip(words=voice.text(words.MISSING, **gaps), tone="attention"))
    strips.append(Strip(words=voice.text(plans.DEFAULTS), tone="attention"))
    if voice.language.status:
        status = voice.text(annual.TRANSLATION_STATUS, status=voice.text(voice.language.status))
        strips.append(Strip(words=status, tone="attention"))
    return tuple(strips)


# --- who pays what ---------------------------------------------------------------------------------


def _split(study: RegionStudy, voice: Voice) -> Section:
    regional = study.regional
    blocks: list[Block] = [split_table(study, voice), Words(words=_content(study, voice))]
    if _saves(study):
        low, high = (usd / spread(study) for usd in regional.saving_between_usd)
        blocks.append(Words(words=voice.text(words.BETWEEN, low=amount(low, voice), high=amount(high, voice))))
        if low <= 0.0:
            blocks.append(Strip(words=voice.text(words.IN_DOUBT), tone="attention"))
        blocks.append(Words(words=voice.text(words.SETTLED, split=_split_name(study, voice)), look="quiet"))
    if 1 < len(regional.groups) < len(regional.cities):
        groups = "; ".join(group_name(study, group) for group in regional.groups)
        blocks.append(Words(words=voice.text(words.GROUPS, groups=groups)))
    blocks += [Words(words=each) for each in _beyond_budget(study, voice)]
    carbon = next(iter(study.settings.values())).carbon_usd_per_t
    if carbon:
        blocks.append(Words(words=voice.text(words.CARBON, usd=voice.number(carbon)), look="quiet"))
    blocks.append(Items(items=(voice.text(words.WHAT_VALUE_IS), voice.text(words.WHAT_COMPLAINT_IS))))
    return Section(id="split", heading=voice.text(words.SPLIT), blocks=tuple(blocks))


def _content(study: RegionStudy, voice: Voice) -> str:
    """Whether anybody would do better without the others."""
    regional = study.regional
    for split, said in (
        (regional.by_complaint_usd, words.NOBODY_CONTENT),
        (regional.by_value_usd, words.VALUE_REFUSED),
    ):
        found = complaints(split, regional.cost_usd)
        if found:
            some, usd = next(iter(found.items()))
            return voice.text(said, who=group_name(study, some), usd=amount(usd, voice))
    return voice.text(words.CONTENT)


def _beyond_budget(study: RegionStudy, voice: Voice) -> list[str]:
    """What the budget of each group lacks, where it does not suffice."""
    said = []
    for group, plan in zip(study.regional.groups, study.regional.plans_chosen, strict=True):
        over = plan.over_budget_usd
        if over.max(initial=0.0) < SMALLEST_USD:
            continue
        gaps = {
            "who": group_name(study, group),
            "count": voice.number(int((over >= SMALLEST_USD).sum())),
            "years": voice.number(over.size - 1),  # that of the records cannot be changed
            "year": str(plan.problem.years[int(over.argmax())]),
            "usd": amount(float(over.max()), voice),
        }
        said.append(voice.text(words.OVER_BUDGET, **gaps))
    return said


def _coalitions(study: RegionStudy, voice: Voice) -> Section:
    heading = voice.text(words.COALITIONS)
    return Section(id="groups", heading=heading, blocks=(coalitions_table(study, voice),))


# --- plants, ways, promises ------------------------------------------------------------------------


def _built(study: RegionStudy, voice: Voice) -> Section:
    together, alone = built_table(study, voice), alone_table(study, voice)
    spent = {
        "together": sum(each.usd for plan in study.regional.plans_chosen for each in plan.investments),
        "alone": sum(each.usd for plan in study.regional.plans_alone.values() for each in plan.investments),
    }
    said = voice.text(words.BUILT_LESS, **{name: voice.number(usd / MILLION, 1) for name, usd in spent.items()})
    first: Block = Words(words=said if spent["alone"] > 0 else voice.text(words.NOTHING_BUILT))
    tables = tuple(table for table in (together, alone) if table is not None)
    return Section(id="built", heading=voice.text(words.BUILT), blocks=(first, *tables))


def _sent(study: RegionStudy, voice: Voice) -> Section:
    table = sent_table(study, voice)
    rest: Block = table if table is not None else Words(words=voice.text(words.NOTHING_SENT))
    return Section(id="sent", heading=voice.text(words.SENT), blocks=(region_picture(study, voice), rest))


def _promises(study: RegionStudy, voice: Voice) -> Section:
    table = promises_table(study, voice)
    if table is None:
        blocks: tuple[Block, ...] = (Words(words=voice.text(words.NO_PROMISES)),)
    elif study.regional.missing:
        blocks = (table, Words(words=voice.text(words.BLOCKED), look="quiet"))
    else:
        blocks = (table,)
    return Section(id="promises", heading=voice.text(words.PROMISES), blocks=blocks)


# --- what it rests on ------------------------------------------------------------------------------


def _assumed(study: RegionStudy, voice: Voice) -> Section:
    region, money = study.region, study.regional.problem.money
    settings = next(iter(study.settings.values()))
    facts = {
        "hosts": "; ".join(_opened(study, city, voice) for city in region.cities),
        "roads": "; ".join(_road(study, pair, km, voice) for pair, km in region.road_km.items())
        or voice.text(words.NO_ROAD),
        "discount": voice.percent(money.discount_frac, 1),
        "interest": voice.percent(money.interest_frac, 1),
        "carbon": voice.text(words.USD, value=voice.number(settings.carbon_usd_per_t)),
        "gwp": settings.gwp,
        "edition": settings.edition,
    }
    year = str(money.price_year)
    limits = tuple(
        voice.text(limit, **({"price_year": year} if "{price_year}" in limit else {})) for limit in words.LIMITS
    )
    rows = tuple((voice.text(words.FACTS[name]), said) for name, said in facts.items())
    return Section(id="assumed", heading=voice.text(words.ASSUMED), blocks=(Facts(facts=rows), Items(items=limits)))


def _opened(study: RegionStudy, city: str, voice: Voice) -> str:
    places = study.region.problems[city].facilities
    names = {place.technology.code: voice.text(place.technology.label) for place in places}
    names |= {place.code: place.name for place in places if not place.is_new}
    opened = study.region.hosts.get(city, ())
    if not opened:
        return voice.text(words.NO_HOST, city=city_name(study, city))
    what = ", ".join(names.get(code, code) for code in opened)
    return voice.text(words.HOST, city=city_name(study, city), what=what)


def _road(study: RegionStudy, pair: frozenset[str], km: float, voice: Voice) -> str:
    here, there = (city_name(study, city) for city in study.region.cities if city in pair)
    return voice.text(words.ROAD, here=here, there=there, km=voice.number(km))


def _doubts(study: RegionStudy, voice: Voice) -> Section:
    """Doubts that all cities have, then those of each."""
    by_city = {city: {str(each): each for each in found} for city, found in study.findings.items()}
    common = set.intersection(*(set(found) for found in by_city.values())) if by_city else set[str]()
    first = next(iter(by_city.values()), {})
    blocks = [*_listed([each for text, each in first.items() if text in common], voice)]
    for city, found in by_city.items():
        own = [each for text, each in found.items() if text not in common]
        if own:
            blocks += [Heading(words=city_name(study, city)), *_listed(own, voice)]
    heading = voice.text(plans.DOUBTS)
    return Section(id="doubts", heading=heading, blocks=tuple(blocks) or (Words(words=voice.text(plans.NO_DOUBTS)),))


def _listed(findings: list[Finding], voice: Voice) -> tuple[Block, ...]:
    if not findings:
        return ()
    return doubts_of(findings, voice, heading=plans.DOUBTS, none=plans.NO_DOUBTS).blocks
