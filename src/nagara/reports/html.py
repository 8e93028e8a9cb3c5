"""A paper as one HTML file: no script, nothing fetched, readable on a phone and on paper."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from nagara.reports.annual_report import annual_report
from nagara.reports.charts.drawing import NARROW, WIDE
from nagara.reports.language import language as load_language
from nagara.reports.scripts import passages
from nagara.reports.tokens import style_sheet

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from nagara.indicators.result import CityYear
    from nagara.reports.language import Language
    from nagara.reports.paper import Paper

__all__ = ["render_html", "render_paper"]

_NAMESPACE: Final = ' xmlns="http://www.w3.org/2000/svg"'
_NAMED_BY: Final = re.compile(rf"-{NARROW:.0f}-(?=[td])")


def render_html(result: CityYear, *, language: str = "en") -> str:
    """Write the annual report of a city as one self-contained page.

    Parameters
    ----------
    result
        The account of the city's year.
    language
        Code of the language it is written in.

    Raises
    ------
    UnknownCodeError
        If nagara does not speak the language.
    """
    spoken_language = load_language(language)
    return render_paper(annual_report(result, spoken_language), spoken_language)


def render_paper(paper: Paper, spoken_language: Language) -> str:
    """Write a paper as one self-contained page.

    Parameters
    ----------
    paper
        The paper, its words already in the reader's language.
    spoken_language
        That language, for the few words of the page itself.
    """
    from markupsafe import Markup

    style = style_sheet()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page: str = (
        _environment()
        .get_template("report.html")
        .render(
            paper=paper,
            t=spoken_language.text,
            style=Markup(style),  # noqa: S704 (our own style sheet)
            style_hash=Markup(f"sha256-{digest}"),  # noqa: S704 (letters of base 64)
        )
    )
    return page + "\n"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("nagara.reports", "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["spoken"] = _spoken
    environment.filters["held"] = _held
    environment.filters["drawn"] = _drawn
    environment.filters["echoed"] = _echoed
    return environment


def _drawn(drawing: str) -> Markup:
    """A drawing as part of the page, which already says what SVG is."""
    from markupsafe import Markup

    return Markup(drawing.replace(_NAMESPACE, "", 1))  # noqa: S704 (our own drawing, whose texts are escaped)


def _echoed(drawing: str) -> Markup:
    """A phone's drawing, named by the title and description that its wide twin already holds."""
    head, _, rest = drawing.partition("<title")
    return _drawn(_NAMED_BY.sub(f"-{WIDE:.0f}-", head) + rest.partition("</desc>")[2])


def _held(words: str) -> Markup:
    """The words of a cell; where they are of several passages, one element keeps them side by side on a phone."""
    from markupsafe import Markup

    said = _spoken(words)
    return Markup("<span>{}</span>").format(said) if "<bdi" in said else said


def _spoken(words: str) -> Markup:
    """Escape a text and say of each foreign passage which language it is in."""
    from markupsafe import Markup, escape

    return Markup("").join(
        Markup('<bdi lang="{}">{}</bdi>').format(language, passage) if language else escape(passage)
        for language, passage in passages(words)
    )
