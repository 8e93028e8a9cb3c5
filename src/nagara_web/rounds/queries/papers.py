"""Published annual reports: which revisions, in which languages, and where their files stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from babel.languages import get_official_languages
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from nagara.reports.language import LANGUAGES
from nagara_web.audit.queries import events
from nagara_web.places.queries import City, own_name
from nagara_web.rounds.models import Report

__all__ = ["KINDS", "Edition", "Paper", "Papers", "editions", "folder_of", "languages_of", "paper_file", "papers_of"]

KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORDS: Final = {"html": "HTML", "pdf": "PDF", "json": "JSON", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One revision of a report that was published."""

    report: Report
    revision: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One file of an annual report."""

    kind: str
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The annual report of a city: its newest edition by language, the earlier ones, and whether files stand yet.

    Parameters
    ----------
    report
        Whose.
    by_language
        Code of the language, its own name, its files.
    data
        The file for programs, which is the same in every language.
    earlier
        Editions before a correction, each with the address of its page.
    """

    report: Report
    published_at: datetime
    by_language: tuple[tuple[str, str, tuple[Paper, ...]], ...]
    data: Paper | None
    earlier: tuple[tuple[Edition, str], ...]


def folder_of(report_id: int, revision: int) -> Path:
    """Folder that holds the papers of one revision."""
    return Path(settings.MEDIA_ROOT) / "papers" / str(report_id) / str(revision)


def languages_of(city: City) -> tuple[str, ...]:
    """English, and the language of the city's country where nagara speaks it."""
    official = [code for code in get_official_languages(city.country.iso2, de_facto=True) if code in LANGUAGES]
    own = own_name(city).language.partition("-")[0]
    spoken = [code for code in (*official, own) if code in LANGUAGES and code != "en"]
    return ("en", *spoken[:1])


def editions(reports: Iterable[Report] | None = None) -> list[Edition]:
    """Every published revision of some reports, newest first; of all reports if none are given."""
    found = events(action="report.published")
    if reports is None:
        known = {f"report:{each.pk}": each for each in _reports().filter(published_by__isnull=False)}
    else:
        known = {f"report:{each.pk}": each for each in reports}
        found = found.filter(subject__in=list(known))
    seen: dict[tuple[str, int], Edition] = {}
    for event in found:
        if event.subject in known and "revision" in event.data:
            key = (event.subject, int(event.data["revision"]))
            seen.setdefault(key, Edition(report=known[key[0]], revision=key[1], published_at=event.at))
    return list(seen.values())


def papers_of(reports: Iterable[Report]) -> list[Papers]:
    """The annual reports of some reports, in the order of the reports; without files while they are being made."""
    by_report: dict[int, list[Edition]] = {}
    for each in editions(reports := list(reports)):
        by_report.setdefault(each.report.pk, []).append(each)
    return [_papers(by_report[each.pk]) for each in reports if each.pk in by_report]


def paper_file(round_slug: str, city_slug: str, name: str, revision: int | None = None) -> Path:
    """File of one paper: of the newest published revision, or of the one that is asked for.

    Raises
    ------
    Http404
        If nothing of this name is published.
    """
    found = _reports().filter(round__slug=round_slug, city__slug=city_slug, round__is_published=True)
    known = [each for each in editions(found) if revision is None or each.revision == revision]
    language, _dot, kind = name.rpartition(".")
    if not known or kind not in KINDS or (language and language not in LANGUAGES):
        raise Http404
    path = folder_of(known[0].report.pk, known[0].revision) / f"report.{name}"
    if not path.is_file():
        raise Http404
    return path


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("round__network", "city__country")


def _papers(published: list[Edition]) -> Papers:
    newest, *earlier = published
    report, folder = newest.report, folder_of(newest.report.pk, newest.revision)
    files = {each.name for each in folder.iterdir()} if folder.is_dir() else set()
    languages = tuple(
        (code, name, papers)
        for code, name in LANGUAGES.items()
        if (
            papers := tuple(
                _paper(report, code, kind) for kind in ("html", "pdf", "xlsx") if _file(code, kind) in files
            )
        )
    )
    return Papers(
        report=report,
        published_at=newest.published_at,
        by_language=languages,
        data=_paper(report, "en", "json") if "report.json" in files else None,
        earlier=tuple((each, _address_at(each)) for each in earlier if _is_made(each)),
    )


def _is_made(edition: Edition) -> bool:
    return (folder_of(edition.report.pk, edition.revision) / "report.html").is_file()


def _file(code: str, kind: str) -> str:
    return f"report.{kind}" if code == "en" else f"report.{code}.{kind}"


def _paper(report: Report, code: str, kind: str) -> Paper:
    name = _file(code, kind).removeprefix("report.")
    address = reverse("annual_report", args=[report.round.slug, report.city.slug, name])
    return Paper(kind=kind, words=WORDS[kind], address=address)


def _address_at(edition: Edition) -> str:
    report = edition.report
    return reverse("annual_report_at", args=[report.round.slug, report.city.slug, edition.revision, "html"])
