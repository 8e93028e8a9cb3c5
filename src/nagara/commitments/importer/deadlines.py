"""Dates by which something is promised, and the last day that their words allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nagara.commitments.clauses import Deadline, Place
from nagara.commitments.importer.dates import count_of, first_date, last_day, month_of, month_pattern, written_year
from nagara.commitments.importer.numbering import number_of_digits

__all__ = ["bare_deadline", "deadlines_in"]

_MEETING = r"(?:session|meeting|forum|summit|conference|congress|assembly|edition|gathering)"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_LONGEST_WAIT_YEARS = 100
_GAP = r"\s{1,3}"


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    stop: int
    on: date | None
    before: date | None = None


@cache
def _by_pattern() -> re.Pattern[str]:
    """Words for "by" in each language, then a year with or without month and day."""
    months = month_pattern()
    lead = (
        r"(?P<lead>\b(?:no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+by|on\s+or\s+before|by|before|until|till)\b"
        r"|(?<!\w)(?:chậm\s+nhất(?:\s+là)?|muộn\s+nhất(?:\s+là)?|cho\s+đến|đến|tới|trước)"
        r"|ภายใน|ก่อน"
        r"|\b(?:selambat-lambatnya|selewat-lewatnya|paling\s+lambat|sebelum|hingga|menjelang|sampai|pada"
        r"|pagsapit\s+ng|bago(?:\s+(?:ang|sa|mag|matapos|magtapos))?|hanggang(?:\s+sa)?|sa\s+katapusan\s+ng)\b)"
    )
    filler = (
        r"(?:\s{0,3}(?:the|at|latest|end|close|of|year|mid-?|summer|winter|spring|autumn|rainy|dry|season|early|late|pada|akhir|tahun|taong|taon|ang|sa|ng|katapusan|bulan|tanggal"
        r"|hết|cuối|vào|ngày|tháng|năm|สิ้นปี|สิ้น|ปี|วันที่|เดือน|พ\.ศ\.|ค\.ศ\.|B\.E\.|AD|,)){0,6}"
    )
    when = (
        rf"\s{{0,3}}(?:(?P<half>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?P<span>quarter|half)\s+of\s+"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?:of\s+|tháng\s+)?"
        rf"(?:(?P<month>{months})|(?P<number>\d{{1,2}}))?(?:,|\s+năm)?\s{{1,3}}(?:of\s+)?"
        rf"|(?P<month2>{months})\s{{1,3}}(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}})?(?:of\s+)?"
        rf"|(?P<number2>\d{{1,2}})\s{{1,3}}(?:năm\s{{1,3}})?)?(?:พ\.ศ\.|ค\.ศ\.|B\.E\.)?\s{{0,3}}(?P<year>\d{{4}})(?![\d%])"
        r"(?!\s{0,2}(?:tonnes|tons|households|people|percent|cities|trees|km|ha|Agenda|Vision|Goals|Framework|Declaration)\b)"
    )
    return re.compile(lead + filler + when, re.IGNORECASE)


_WITHIN = re.compile(
    r"(?:\b(?:within|in\s+the\s+next|over\s+the\s+next|dalam\s+(?:waktu|tempoh|jangka\s+waktu))"
    r"|trong\s+(?:vòng|thời\s+hạn)|ภายใน(?:เวลา|ระยะเวลา)?|\bsa\s+loob\s+ng)"
    rf"\s{{0,3}}(?:the{_GAP}(?:next{_GAP})?|a{_GAP}period{_GAP}of{_GAP})?(?P<count>[^\W\d_]{{2,10}}|\d{{1,3}})\s{{0,3}}(?:\(\d{{1,3}}\)\s{{0,3}})?"
    r"(?P<unit>years?|months?|weeks?|days?|năm|tháng|ngày|tuần|ปี|เดือน|วัน|tahun|bulan|hari|minggu|taon|buwan|araw|linggo)",
    re.IGNORECASE,
)
_NTH = (
    r"(?:next|following|subsequent|coming|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\d{1,2}(?:st|nd|rd|th))"
)
_OF_NEXT = rf"(?:the|our|its|their|each|every){_GAP}{_NTH}{_GAP}(?:[\w'’-]+{_GAP}){{0,4}}?"
_OF_EACH = rf"(?:each|every){_GAP}(?:[\w'’-]+{_GAP}){{0,2}}?"
_WAIT = rf"(?:\w+{_GAP}(?:days?|weeks?|months?){_GAP})?"
_SEASON = r"(?:season|monsoon|rains|year|winter|summer|spring|autumn|elections?|quarter|term)"
_NEXT = re.compile(
    rf"\b(?:{_WAIT}(?:before|after|ahead{_GAP}of)|at|by|to|in\s+time\s+for){_GAP}(?:{_OF_NEXT}|{_OF_EACH}){_MEETING}\b"
    rf"|\b(?:before|by|until){_GAP}(?:the{_GAP})?(?:next|following|coming|(?:start|end){_GAP}of{_GAP}the(?:{_GAP}next)?)"
    rf"{_GAP}(?:[\w'’-]+{_GAP}){{0,2}}?{_SEASON}\b"
    rf"|\bin{_GAP}\w{{3,9}}{_GAP}(?:years|months|weeks)['’]{_GAP}time\b"
    r"|(?:tại|trước)\s+(?:kỳ\s+họp|phiên\s+họp|hội\s+nghị|diễn\s+đàn)\s+(?:tới|tiếp\s+theo|sau)"
    r"|(?:ในการประชุม|ก่อนการประชุม)(?:ครั้งต่อไป|ครั้งหน้า)"
    rf"|\b(?:pada|sebelum){_GAP}(?:pertemuan|forum|sidang|mesyuarat|sesi){_GAP}(?:berikutnya|mendatang|seterusnya|akan{_GAP}datang)",
    re.IGNORECASE,
)
_START = re.compile(
    rf"\b(?:starting|beginning|with{_GAP}effect){_GAP}(?:in|from|on){_GAP}(?:the{_GAP}(?:beginning|start|end){_GAP}of{_GAP})?"
    rf"(?:(?P<day>\d{{1,2}}){_GAP})?(?:(?P<month>[A-Z][a-z]{{2,8}}){_GAP})?(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
"""A day to begin by."""
_FROM = re.compile(
    rf"\bfrom{_GAP}(?P<day>\d{{1,2}}){_GAP}(?P<month>[A-Z][a-z]{{2,8}}){_GAP}(?P<year>\d{{4}})(?!\d)"
    r"(?!\s{0,2}(?:to|until|till|and|[-–—])(?!\w))"
)
"""The same without such words: a whole day, and no end behind it."""
_REPORTS = re.compile(r"\b(?:report|present|submit|table|progress|account|proposal|paper|draft)", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:over|during|for|in|within|throughout)\s+(?:the\s+)?(?:period\s+)?(?:from\s+)?(?P<from>\d{4})\s{0,2}(?:-|–|—|to|until|and)\s{0,2}(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\bby\s+the\s+(?:end|middle)\s+of\s+(?:the|this)\s+(?:decade|century)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ(?P<quarter>[1-4])[ /-]{0,3}(?P<year>\d{4})\b", re.IGNORECASE)
_NO_DATE = frozenset(("n/a", "na", "tbd", "tbc", "none", "to be decided", "to be confirmed", "ongoing", "continuous"))
_BEGUN = re.compile(
    r"\b(?:from|dari|daripada|từ|mulai|mula|noong)\s+(?:tanggal\s+|ngày\s+|the\s+)?\d{1,2}(?:\s+\S{3,12}){0,2}\s*$",
    re.IGNORECASE,
)
"""What makes of "until 5 May 2030" the end of a meeting."""
_BARE_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAYS_OF = {"week": 7, "day": 1, "tuần": 7, "ngày": 1, "วัน": 1, "hari": 1, "minggu": 7, "araw": 1, "linggo": 7}
_YEARS = ("year", "năm", "ปี", "tahun", "taon")


def deadlines_in(text: str, start: int, stop: int, *, adopted_on: date | None = None) -> tuple[Deadline, ...]:
    """Deadlines of a stretch, in order; ``within two years`` counts from the adoption, if that is known.

    Examples
    --------
    >>> text = "We will report by 2030, before June 2027 and at the next session."
    >>> [(each.words, str(each.on)) for each in deadlines_in(text, 0, len(text))]
    [('by 2030', '2030-12-31'), ('before June 2027', '2027-05-31'), ('at the next session', 'None')]
    """
    found = [
        *(
            _Found(match.start(), match.end(), *_by(match))
            for match in _by_pattern().finditer(text, start, stop)
            if _is_year(match)
        ),
        *(
            _Found(match.start(), match.end(), _after(match, adopted_on))
            for match in _WITHIN.finditer(text, start, stop)
            if count_of(match["count"])
        ),
        *(
            _Found(match.start(), match.end(), None)
            for match in _NEXT.finditer(text, start, stop)
            if _is_due(match, start)
        ),
        *(_Found(match.start(), match.end(), None) for match in _yearly().finditer(text, start, stop)),
        *(
            _Found(match.start(), match.end(), _beginning(match))
            for match in _START.finditer(text, start, stop)
            if _end_of(match["year"])
        ),
        *(
            _Found(match.start(), match.end(), _beginning(match))
            for match in _FROM.finditer(text, start, stop)
            if _beginning(match)
        ),
        *(
            _Found(match.start(), match.end(), _end_of(match["year"]))
            for match in _PERIOD.finditer(text, start, stop)
            if _end_of(match["year"])
        ),
        *(_Found(match.start(), match.end(), None) for match in _DECADE.finditer(text, start, stop)),
    ]
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.stop)):
        if not kept or each.start >= kept[-1].stop:
            kept.append(each)
    return tuple(
        Deadline(
            words=text[each.start : each.stop],
            place=Place(start=each.start, stop=each.stop),
            on=each.on,
            before=each.before,
        )
        for each in kept
    )


@cache
def _yearly() -> re.Pattern[str]:
    """A day of every year: "by 1 March of each year", "every year by 30 June"."""
    months = rf"(?:{month_pattern()})(?!\w)"
    day = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:of{_GAP})?{months}|{months}{_GAP}\d{{1,2}}(?!\d))"
    no_year = r"(?!,?\s{1,3}\d{4})"
    again = rf"(?:(?:,\s)?(?:(?:of|in){_GAP})?(?:(?:each|every){_GAP}year|annually|setiap{_GAP}tahun|h[ằà]ng{_GAP}năm))"
    lead = rf"\b(?:by|before|until|(?:no|not){_GAP}later{_GAP}than|paling{_GAP}lambat|sebelum){_GAP}"
    month = rf"(?:the{_GAP})?(?:end{_GAP}of{_GAP})?{months}"
    said = rf"{lead}{day}{no_year}(?:{_GAP}{again})?|on{_GAP}{day}{_GAP}{again}|{lead}{month}{_GAP}{again}"
    return re.compile(rf"\b(?:{said}|(?:each|every){_GAP}{months})", re.IGNORECASE)


def _beginning(match: re.Match[str]) -> date | None:
    year, month = written_year(match["year"]), month_of(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] and month else None
    return None if year is None or (match["month"] and month is None) else last_day(year, month, day)


def _is_due(match: re.Match[str], start: int) -> bool:
    """Whether something is due at a meeting: "report to the next forum" is, "look forward to the next forum" is not."""
    first, second = (*match[0].lower().split(), "")[:2]
    if first != "to":
        return True
    return second not in {"each", "every"} and _REPORTS.search(match.string, start, match.start()) is not None


def bare_deadline(text: str, start: int, stop: int) -> Deadline | None:
    """A deadline in the cell of a table, where no "by" stands before the date."""
    words = text[start:stop].strip()
    begin = text.find(words, start) if words else start
    place = Place(start=begin, stop=begin + len(words))
    if whole := first_date(text, start, stop):
        return Deadline(words=words, place=place, on=whole.on)
    found = list(_by_pattern().finditer(f"by {words}"))
    if found and _is_year(found[0]):
        on, before = _by(found[0])
        return Deadline(words=words, place=place, on=on, before=before)
    if quarter := _QUARTER.search(words):
        ends = written_year(quarter["year"])
        return Deadline(words=words, place=place, on=last_day(ends, 3 * int(quarter["quarter"])) if ends else None)
    years = [year for each in _BARE_YEAR.findall(words) if (year := _end_of(each))]
    if years:
        return Deadline(words=words, place=place, on=max(years))
    if said := deadlines_in(text, start, stop):
        return said[0]
    is_said = any(each.isalpha() for each in words) and words.lower() not in _NO_DATE
    return Deadline(words=words, place=place, on=None) if is_said else None


def _is_year(match: re.Match[str]) -> bool:
    if _BEGUN.search(match.string, max(0, match.start() - 40), match.start()):
        return False
    if match["lead"].lower() == "pada" and (match["day"] or match["month2"]):
        return False
    return written_year(match["year"]) is not None


def _end_of(digits: str) -> date | None:
    year = written_year(digits)
    return None if year is None else last_day(year)


def _by(match: re.Match[str]) -> tuple[date | None, date | None]:
    """The last day that the words allow and, where they say "before", the day that they print."""
    year = written_year(match["year"])
    if year is None:
        return None, None
    if re.search(r"summer|winter|spring|autumn|season", text_before(match), re.IGNORECASE):
        return None, None
    is_before = match["lead"].lower().startswith(("before", "trước", "ก่อน", "sebelum"))
    name, number = match["month"] or match["month2"], match["number"] or match["number2"]
    month = month_of(name) if name else number_of_digits(number) if number else None
    said_day = match["day"] or match["day2"]
    day = number_of_digits(said_day) if said_day and month else None
    if match["half"]:
        place = _QUARTERS[match["half"].lower()]
        month = min(12, 3 * place if match["span"].lower() == "quarter" else 6 * min(place, 2))
    if re.search(r"\bmid-?\s?$", text_before(match), re.IGNORECASE) and month is None:
        month = 6
    last = last_day(year, month, day)
    if last is None or not is_before or re.search(r"\bend\b|akhir|cuối|hết|สิ้น", text_before(match), re.IGNORECASE):
        return last, None
    first = date(year, month or 1, day or 1)
    return first - timedelta(days=1), first


def text_before(match: re.Match[str]) -> str:
    """What a deadline says before its year."""
    return match[0][: match.start("year") - match.start()]


def _after(match: re.Match[str], adopted_on: date | None) -> date | None:
    count = count_of(match["count"])
    if adopted_on is None or count is None:
        return None
    unit = match["unit"].lower().removesuffix("s")
    if unit in _DAYS_OF:
        return adopted_on + timedelta(days=count * _DAYS_OF[unit])
    months = count * 12 if unit in _YEARS else count
    if months > _LONGEST_WAIT_YEARS * 12:
        return None
    year, month = divmod(adopted_on.year * 12 + adopted_on.month - 1 + months, 12)
    last = last_day(year, month + 1)
    return None if last is None else min(last, last.replace(day=min(adopted_on.day, last.day)))
