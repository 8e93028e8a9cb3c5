"""The picture of a region: from each city a ribbon to every city that its waste is first brought to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.flow_picture import FlowPicture, Node, Ribbon, draw
from nagara.reports.paper import Column, Picture, Table
from nagara.reports.regions.said import city_name, sendings
from nagara.reports.words import regions as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.regions.study import RegionStudy
    from nagara.reports.said import Voice

__all__ = ["brought_t", "region_picture"]


def brought_t(study: RegionStudy) -> dict[tuple[str, str], float]:
    """Tonnes that are collected in a city and first brought to one, in the last year, by both codes [t/year]."""
    out: dict[tuple[str, str], float] = {}
    for each in sendings(study):
        if each.plant is None:
            pair = each.origin_city, each.target_city
            out[pair] = out.get(pair, 0.0) + each.mass_t
    return out


def region_picture(study: RegionStudy, voice: Voice) -> Picture:
    """Draw where the cities' waste is brought.

    Parameters
    ----------
    study
        The region.
    voice
        The language it is said in.
    """
    year, brought = str(study.regional.problem.years[-1]), brought_t(study)
    title, said = voice.text(words.PICTURE, year=year), _said(study, brought, voice)
    picture = _drawn(study, brought, Frame(id="sent", title=title, description=said), voice)
    table = _table(study, brought, voice.text(words.PICTURE_TABLE, year=year), voice)
    return Picture(title=title, description=said, wide=draw(picture, WIDE), narrow=draw(picture, NARROW), table=table)


def _said(study: RegionStudy, brought: dict[tuple[str, str], float], voice: Voice) -> str:
    whole = voice.number(sum(brought.values()))
    crossing = {pair: tonnes for pair, tonnes in brought.items() if pair[0] != pair[1]}
    if not crossing:
        return voice.text(words.PICTURE_STAYS, all=whole)
    (origin, target), tonnes = max(crossing.items(), key=lambda each: each[1])
    names = {"origin": city_name(study, origin), "target": city_name(study, target)}
    largest = voice.text(words.LARGEST, tonnes=voice.number(tonnes), **names)
    return voice.text(words.PICTURE_SAID, crossing=voice.number(sum(crossing.values())), all=whole, largest=largest)


def _drawn(study: RegionStudy, brought: dict[tuple[str, str], float], frame: Frame, voice: Voice) -> FlowPicture:
    nodes, ribbons = dict[str, Node](), []
    for side, label, at in (("from", words.NODE_FROM, 0), ("at", words.NODE_AT, 1)):
        for city in study.regional.cities:
            tonnes = sum(each for pair, each in brought.items() if pair[at] == city)
            if tonnes > 0:
                said = voice.text(words.TONNES, tonnes=voice.number(tonnes))
                nodes[f"{side} {city}"] = Node(label=voice.text(label, city=city_name(study, city)), said=said)
    for (origin, target), tonnes in sorted(brought.items(), key=lambda each: _place(study, each[0])):
        said = voice.text(words.TONNES, tonnes=voice.number(tonnes))
        here, there = f"from {origin}", f"at {target}"
        solid = tonnes if origin != target else 0.0  # what stays is pale, so that what crosses is seen
        ribbons.append(Ribbon(source=here, target=there, value=tonnes, low=solid, high=tonnes, said=said))
    return FlowPicture(frame=frame, nodes=nodes, ribbons=tuple(ribbons), order=tuple(nodes))


def _place(study: RegionStudy, pair: tuple[str, str]) -> tuple[int, int]:
    cities = study.regional.cities
    return cities.index(pair[0]), cities.index(pair[1])


def _table(study: RegionStudy, brought: dict[tuple[str, str], float], caption: str, voice: Voice) -> Table:
    cities = study.regional.cities
    columns = (
        Column(label=voice.text(words.COLUMN_FROM)),
        *(Column(label=voice.text(words.COLUMN_AT, city=city_name(study, city)), is_number=True) for city in cities),
    )
    rows = tuple(
        (city_name(study, origin), *(voice.number(brought.get((origin, target), 0.0)) for target in cities))
        for origin in cities
    )
    return Table(caption=caption, columns=columns, rows=rows)
