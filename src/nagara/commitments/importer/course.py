"""The course of a text: which role each paragraph plays, read forward only, so that what comes later changes no key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nagara.commitments.clauses import ClauseKind, Place, Role
from nagara.commitments.importer.dates import first_date
from nagara.commitments.importer.headings import (
    is_adoption,
    is_heading,
    is_place_and_date,
    is_title_line,
    is_title_of_article,
    names_signatures,
    opens_signatures,
)
from nagara.commitments.importer.kinds import Reading, read_kind
from nagara.commitments.importer.numbering import Mark, mark_of
from nagara.commitments.importer.passages import Run, begins_with_we, is_participle, opens_list, runs, topic_stop
from nagara.commitments.importer.sentences import sentences
from nagara.commitments.importer.vocabulary import among

__all__ = ["Course", "Item"]

_C, _R, _Q, _F = ClauseKind.COMMITMENT, ClauseKind.REAFFIRMATION, ClauseKind.REQUEST, ClauseKind.FACT
_STRONG_FRAC = 0.85
_FORMULA_WORDS = 5  # an opening as short as "do hereby:" states nothing that its items could state too
_FORMULAS = (
    "hereby",
    "as follows",
    "the following",
    "therefore",
    "have agreed",
    "agree that",
    "resolve that",
    "decide",
)
_PLEDGES = re.compile(r"\b(?:commit|pledge|resolve|undertake|call|urge|request|note|recogni[sz]e|welcome)\w*\b")
_FORMULA_REACH = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stretch of the text with its role and, where it says something, its key and its reading.

    Parameters
    ----------
    place
        The whole paragraph, or the run of its sentences that say one thing.
    said
        Its sentences, without number.
    lead
        Words before the list that it stands in, which its parts share.
    is_open
        Whether it ends in a colon and waits for its items.
    is_row
        Whether it is one row of a table of actions.
    """

    role: Role
    place: Place
    language: str
    label: str = ""
    key: str = ""
    parent: str = ""
    reading: Reading | None = None
    said: tuple[Place, ...] = ()
    lead: tuple[Place, ...] = ()
    is_open: bool = False
    is_row: bool = False


@dataclass(slots=True)
class _Level:
    """A list that is open: its style, and the item of it that came last."""

    style: str
    value: str
    item: Item | None
    count: int = 0


@dataclass(slots=True)
class Course:
    """Where the reading of one language of a text stands.

    Parameters
    ----------
    text
        The whole text.
    language
        Language of the paragraphs that it is given.
    suffix
        What the keys of this language end in; empty for the main one.
    """

    text: str
    language: str
    suffix: str = ""
    state: str = "title"
    section: str = ""
    is_article: bool = False
    owns_text: bool = False
    is_fresh: bool = False
    begins_anew: bool = False
    levels: list[_Level] = field(default_factory=list)
    opened: Item | None = None
    used: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def step(self, place: Place) -> list[Item]:
        """Read the next paragraph."""
        words = place.of(self.text)
        mark = mark_of(words)
        body = Place(start=place.start + (mark.stop if mark.style or mark.is_heading else 0), stop=place.stop)
        if self.state != "after" and self._adopts(body, mark):
            return self._adopted(place, body)
        if self.state == "title" and is_title_line(words, mark, self.language):
            return [self._bare(Role.TITLE, place)]
        signs = self.state == "after" and not mark.is_heading and opens_signatures(body.of(self.text), self.language)
        if signs or (self.state != "title" and names_signatures(words)):
            self.state = "after"
            return [self._bare(Role.SIGNATURES, place)]
        if is_heading(body.of(self.text), mark, self.language) or is_title_of_article(words, mark):
            return [self._headed(place, mark)]
        if self.state == "title":
            self.state = "preamble"
        return self._listed(place, body, mark) if mark.style else self._unlisted(place, body)

    def row(self, place: Place, said: Place, label: str) -> Item:
        """One row of a table of actions, whose cell of words is ``said``."""
        self.state = "operative"
        reading = read_kind(self.text, said.start, said.stop, language=self.language, chapeau=_PROMISED)
        key = self._key(label) if label else self._next("o")
        return Item(
            role=Role.OPERATIVE,
            place=place,
            language=self.language,
            label=label,
            key=key,
            reading=reading,
            said=(said,),
            is_row=True,
        )

    def _bare(self, role: Role, place: Place, label: str = "") -> Item:
        return Item(role=role, place=place, language=self.language, label=label)

    def _adopts(self, body: Place, mark: Mark) -> bool:
        """Whether a paragraph says when the text was adopted, in a sentence or by a mere place and date at the end."""
        words = body.of(self.text)
        if is_adoption(words, self.language):
            return first_date(self.text, body.start, body.stop) is not None
        is_late = self.state in {"operative", "closing"} and not mark.style and not mark.is_heading
        return is_late and is_place_and_date(words)

    def _adopted(self, place: Place, body: Place) -> list[Item]:
        # At the top of a text it stands under the title, and everything is still to come.
        self.state = self.state if self.state in {"title", "preamble"} else "after"
        self.levels.clear()
        reading = Reading(kind=_F, confidence_frac=0.95, reasons=("adopted",))
        said = tuple(sentences(self.text, body.start, body.stop))
        return [
            Item(
                role=Role.ADOPTION, place=place, language=self.language, key=self._next("a"), reading=reading, said=said
            )
        ]

    def _headed(self, place: Place, mark: Mark) -> Item:
        names_the_article = self.is_fresh and not mark.value
        if not names_the_article:
            self.section, self.is_article = mark.value, mark.style == "article"
            self.owns_text = self.is_article or mark.style[:1] == "1"
        self.is_fresh, self.begins_anew = bool(mark.value), True
        self.levels.clear()
        self.opened = None
        if self.is_article:
            self.state = "operative"
        return self._bare(Role.HEADING, place, mark.label)

    def _listed(self, place: Place, body: Place, mark: Mark) -> list[Item]:
        """A paragraph with a number, a letter or a bullet."""
        self.is_fresh = self.begins_anew = False
        body = replace(body, start=body.start + topic_stop(body.of(self.text), self.language))
        level = self._level(mark)
        above = self.levels[-2].item if len(self.levels) > 1 else self.opened
        if above is None and self.state == "preamble" and self._opens_with_recital(body, mark):
            role = Role.PREAMBLE
        else:
            recites = above is not None and above.role is Role.PREAMBLE and not _promises(self._chapeau(above))
            role = Role.PREAMBLE if recites and self.state == "preamble" else Role.OPERATIVE
        if role is Role.OPERATIVE:
            self.state = "operative"
        parent = above if above is not None and not (role is Role.OPERATIVE and above.role is Role.PREAMBLE) else None
        level.count += 1
        key = self._key_in_list(mark, level, parent, role)
        items = self._said(place, body, role=role, key=key, label=mark.label, parent=parent, above=above)
        level.item, level.value = items[0], mark.value
        return items

    def _opens_with_recital(self, body: Place, mark: Mark) -> bool:
        """Whether a bullet in a preamble recites: a numbered paragraph is operative whatever it says."""
        if not mark.style.startswith("bullet"):
            return False
        reading = read_kind(self.text, body.start, body.stop, language=self.language)
        return reading.kind in {_F, _R} and not reading.is_finite

    def _level(self, mark: Mark) -> _Level:
        """The list that a mark belongs to: an open one of its style, or a new one beneath the last."""
        style = mark.style
        for number, level in enumerate(self.levels):
            if level.style == style or _goes_on(level, mark):
                del self.levels[number + 1 :]
                return level
        if style == "article":
            self.opened = None
        if style in {"article", "point"} or style.startswith("level"):
            self.levels.clear()
        new = _Level(style=style, value="", item=None)
        self.levels.append(new)
        return new

    def _key_in_list(self, mark: Mark, level: _Level, parent: Item | None, role: Role) -> str:
        value = mark.value or str(level.count)
        numbered = mark.style in {"article", "point"} or mark.style[:1] == "1" or mark.style.startswith(("level", "(1"))
        if role is Role.PREAMBLE:
            return self._key(f"{parent.key.removesuffix(self.suffix)}-{value}") if parent else self._next("p")
        if parent is not None and not (numbered and len(self.levels) == 1):
            return self._key(f"{parent.key.removesuffix(self.suffix)}-{value}")
        taken = f"{value}{self.suffix}" in self.used
        if self.section and mark.style != "article" and (self.is_article or taken or not (mark.value and numbered)):
            return self._key(f"{self.section}-{value}")
        return self._key(value) if mark.value else self._next("o")

    def _unlisted(self, place: Place, body: Place) -> list[Item]:
        """A paragraph without any mark."""
        self.is_fresh = False
        numbered_before = bool(self.levels) and self.levels[0].style[:1] in {"1", "(", "a"} and not self.section
        self.levels.clear()
        self.opened = None
        gathered = runs(self.text, body, self.language, None)
        reading = gathered[0].reading
        is_open = opens_list(body.of(self.text))
        role = self._role_of(body, reading, is_open=is_open, numbered_before=numbered_before)
        if role is Role.OPERATIVE and self.section and self.owns_text:
            key = (
                self._key(self.section)
                if f"{self.section}{self.suffix}" not in self.used
                else self._key(f"{self.section}-p{self._number('p' + self.section, 2)}")
            )
        else:
            key = self._next({Role.PREAMBLE: "p", Role.CLOSING: "e"}.get(role, "o"))
        items = self._said(place, body, role=role, key=key, gathered=gathered)
        if is_open:
            self.opened = items[-1]
        return items

    def _role_of(self, body: Place, reading: Reading, *, is_open: bool, numbered_before: bool) -> Role:
        if self.state == "after":
            return Role.CLOSING
        acts = reading.kind in {_C, _Q}
        begins = acts and (reading.is_finite or reading.confidence_frac >= _STRONG_FRAC)
        if self.state == "preamble":
            recital_first = is_open and not begins_with_we(body.of(self.text)) and not begins
            if (begins and not self._opens_as_recital(body)) or (
                acts and not recital_first and not is_participle(body.of(self.text)) and self.language == "en"
            ):
                self.state = "operative"
                return Role.OPERATIVE
            return Role.PREAMBLE
        if self.begins_anew and not acts and body.of(self.text).rstrip("*_ ").endswith(","):
            return Role.PREAMBLE  # of another resolution
        if is_open and acts:
            return Role.OPERATIVE
        if numbered_before or self.state == "closing" or set(reading.reasons) & among("thanks"):
            self.state = "closing"
            return Role.CLOSING
        return Role.OPERATIVE

    def _opens_as_recital(self, body: Place) -> bool:
        """Whether "recognising …, we hereby commit to:" recites before it opens a list."""
        words = body.of(self.text).lstrip("*_ ")
        return opens_list(words) and self.language == "en" and is_participle(words)

    def _chapeau(self, above: Item) -> Reading | None:
        """What the words before a list do, the last of them deciding."""
        is_bare = above.reading is None or not above.reading.reasons
        if above.role is not Role.PREAMBLE and not (
            is_bare and len(above.place.of(self.text).split()) <= _FORMULA_WORDS
        ):
            return above.reading
        return self._formula(above)

    def _formula(self, above: Item) -> Reading | None:
        words = above.place.of(self.text)
        lowered = words.lower()
        if len(words.split()) <= _FORMULA_WORDS and (above.reading is None or not above.reading.is_ours):
            return _PROMISED
        if lowered.rstrip(":* _\n-—").endswith(_FORMULAS) and not _PLEDGES.search(lowered[-_FORMULA_REACH:]):
            return _PROMISED
        at = max(lowered.rfind(", we "), lowered.rfind(" hereby "), lowered.rfind(", and we "))
        if at < 0:
            return above.reading
        begin = above.place.start + at + (words[at] == ",")
        found = read_kind(self.text, begin, above.place.stop, language=self.language)
        return found if found.confidence_frac > 0.5 else above.reading

    def _said(
        self,
        place: Place,
        body: Place,
        *,
        role: Role,
        key: str,
        label: str = "",
        parent: Item | None = None,
        above: Item | None = None,
        gathered: list[Run] | None = None,
    ) -> list[Item]:
        """The paragraph as one item, or as several where its sentences say things of different kinds."""
        chapeau = self._chapeau(above) if above is not None and above.is_open else None
        gathered = gathered or runs(self.text, body, self.language, chapeau)
        lead = (
            tuple(each for each in above.said[-1:])
            if above is not None and above.is_open and parent is not None
            else ()
        )
        items: list[Item] = []
        for number, run in enumerate(gathered):
            reading, said = run.reading, tuple(run.said)
            begin = place.start if number == 0 else run.begin
            end = place.stop if number == len(gathered) - 1 else _ended(self.text, gathered[number + 1].begin)
            items.append(
                Item(
                    role=role,
                    place=Place(start=begin, stop=end),
                    language=self.language,
                    label=label,
                    key=key if number == 0 else self._key(f"{key.removesuffix(self.suffix)}-s{number + 1}"),
                    parent=parent.key if parent is not None else "",
                    reading=self._recited(reading, said) if role is Role.PREAMBLE else reading,
                    said=said,
                    lead=lead,
                    is_open=number == len(gathered) - 1 and opens_list(self.text[begin:end]),
                )
            )
        return items

    def _recited(self, reading: Reading, said: tuple[Place, ...]) -> Reading:
        """A recital that ends in "we hereby commit to:" states what it recites."""
        words = self.text[said[0].start : said[-1].stop]
        if not (opens_list(words) and self.language == "en" and is_participle(words.lstrip("*_ "))):
            return reading
        first = words.partition(",")[0]
        alone = read_kind(self.text, said[0].start, said[0].start + len(first), language=self.language)
        return replace(alone, is_finite=False)

    def _number(self, prefix: str, first: int = 1) -> int:
        self.counts[prefix] = self.counts.get(prefix, first - 1) + 1
        return self.counts[prefix]

    def _next(self, prefix: str) -> str:
        return self._key(f"{prefix}{self._number(prefix)}")

    def _key(self, wanted: str) -> str:
        """The wanted key, or the next free one if it is taken: a number that a text uses twice."""
        key, again = f"{wanted}{self.suffix}", 1
        while key in self.used:
            again += 1
            key = f"{wanted}~{again}{self.suffix}"
        self.used.add(key)
        return key


_PROMISED = Reading(kind=_C, confidence_frac=0.8, reasons=("table",))


def _ended(text: str, at: int) -> int:
    """The end of what stands before ``at``, without the space between."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _promises(chapeau: Reading | None) -> bool:
    return chapeau is not None and chapeau.kind in {_C, _Q}


def _goes_on(level: _Level, mark: Mark) -> bool:
    """Whether "(i)" goes on after "(h)" and is no Roman one."""
    if (
        not level.value
        or len(mark.value) != 1
        or len(level.value) != 1
        or mark.style.replace("i", "a").replace("I", "A") != level.style
    ):
        return False
    return ord(mark.value) == ord(level.value) + 1
