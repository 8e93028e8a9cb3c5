"""Zero waste by a network's own definition, city by city, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nagara.indicators.zero_waste import Doubt, Share, Verdict
from nagara_web.figures.queries import FigureRow
from nagara_web.figures.words import indicator_words
from nagara_web.networks.queries import ZeroWasteDefinition
from nagara_web.networks.zero_waste import CityZeroWaste, NetworkZeroWaste, network_zero_waste
from nagara_web.pages.contexts.indicator import phrase_words
from nagara_web.pages.contexts.words import said
from nagara_web.places.queries import City
from nagara_web.ui.numbers import printed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = ["ZeroWasteLine", "ZeroWastePage", "zero_waste_page"]

SHARE: Final = "share"
DOUBTS: Final[dict[Doubt, StrOrPromise]] = {
    Doubt.EXPORTS_UNKNOWN: gettext_lazy("The published account does not say how much is taken out of the country."),
    Doubt.DISPOSAL_UNKNOWN: gettext_lazy(
        "The published account does not part what disposal sites bury from what they burn or lose."
    ),
    Doubt.UNCOLLECTED_UNKNOWN: gettext_lazy("Nobody measured what becomes of the waste that is not collected."),
}
VERDICTS: Final[dict[Verdict, StrOrPromise]] = {
    Verdict.REACHED: gettext_lazy("reached"),
    Verdict.NOT_REACHED: gettext_lazy("not reached"),
    Verdict.NOT_CLEAR: gettext_lazy("not clear: the target lies within what is known"),
    Verdict.REACHED_BY_VALUE: gettext_lazy("reached by the value; how sure it is, nobody said"),
    Verdict.NOT_REACHED_BY_VALUE: gettext_lazy("not reached by the value; how sure it is, nobody said"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroWasteLine:
    """One member.

    Parameters
    ----------
    city
        Which.
    text, interval
        The share in words, and its 95 % interval; the text says what is missing where nothing can be reckoned.
    is_number
        Whether the text says a share.
    figures
        Published figures that it rests on, with what each is called.
    verdict
        How it stands to the target; empty without a target or a share.
    reasons
        Why it is not compared with the others; empty where it is.
    """

    city: City
    text: str
    interval: str
    is_number: bool
    year: int | None
    figures: tuple[tuple[FigureRow, str], ...]
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroWastePage:
    """All members, those that may be compared first; nothing is ranked."""

    answer: str
    notes: tuple[str, ...]
    """What the account cannot say for this definition, whichever the city."""
    needed: tuple[tuple[str, str], ...]
    """Code and name of each figure that it is reckoned from."""
    lines: tuple[ZeroWasteLine, ...]


def zero_waste_page(definition: ZeroWasteDefinition | None, cities: Sequence[City]) -> ZeroWastePage | None:
    """Say it for each member; nothing where the network has not said what does not count.

    Parameters
    ----------
    definition
        What the network calls zero waste today.
    cities
        Its members today, by name.
    """
    found = network_zero_waste(definition, cities) if definition is not None else None
    if found is None:
        return None
    reckoned = [each for each in found.lines if each.found.says_something]
    names = {row.indicator_code: indicator_words(row.indicator_name) for each in reckoned for row in each.figures}
    return ZeroWastePage(
        answer=_answer(len(reckoned), len(found.lines), len(found.comparable)),
        notes=tuple(str(DOUBTS[each]) for each in dict.fromkeys(one for line in reckoned for one in line.found.doubts)),
        needed=tuple((code, names[code]) for code in found.needed if code in names),
        lines=tuple(_line(each, found) for each in found.lines),
    )


def _answer(reckoned: int, cities: int, comparable: int) -> str:
    first = ngettext(
        "For %(some)s of %(cities)s city it can be reckoned from what is published.",
        "For %(some)s of %(cities)s cities it can be reckoned from what is published.",
        cities,
    ) % {"some": reckoned, "cities": cities}
    if reckoned < 2:
        return first
    return f"{first} {_('%(count)s of them can be compared.') % {'count': comparable}}"


def _line(each: CityZeroWaste, found: NetworkZeroWaste) -> ZeroWasteLine:
    text, interval = _share(each)
    first = each.first
    outside = first is not None and each.found.says_something and each not in found.comparable
    reasons = tuple(map(phrase_words, found.grouping.why(first).reasons)) if first is not None and outside else ()
    return ZeroWasteLine(
        city=each.city,
        text=text,
        interval=interval,
        is_number=each.found.says_something,
        year=first.year if first is not None else None,
        figures=tuple((row, indicator_words(row.indicator_name)) for row in each.figures),
        verdict=str(VERDICTS[each.verdict]) if each.verdict is not None else "",
        reasons=reasons or ((_("no other city can be compared with it"),) if outside else ()),
    )


def _share(each: CityZeroWaste) -> tuple[str, str]:
    """The share in words, and its interval; where there is none, why not."""
    found, least, most = each.found, each.found.at_least, each.found.at_most
    if not found.says_something:
        return _why_not(each), ""
    if found.is_known and least is not None:
        return _number(least), _interval(least)
    if most is None or most.value >= 1.0:
        return _("at least %(share)s") % {"share": _number(least)}, _interval(least)
    if least is None or least.value <= 0.0:
        return _("at most %(share)s") % {"share": _number(most)}, _interval(most)
    return _("between %(low)s and %(high)s") % {"low": _number(least), "high": _number(most)}, ""


def _why_not(each: CityZeroWaste) -> str:
    if not each.figures:
        return _("not published")
    if not each.found.missing:
        return _("cannot be reckoned: the account does not part what the definition names")
    without = [row for row in each.figures if row.value is None]
    if without:
        return f"{indicator_words(without[0].indicator_name)}: {said(without[0]).words}"
    return _("cannot be reckoned: part of the account is not published")


def _number(share: Share | None) -> str:
    return "" if share is None else printed(share.value, share.low, share.high, SHARE).with_unit


def _interval(share: Share | None) -> str:
    return "" if share is None else printed(share.value, share.low, share.high, SHARE).interval
