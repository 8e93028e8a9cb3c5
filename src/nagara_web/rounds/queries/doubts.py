"""Doubts about a report's answers as a reviewer reads them: by weight, with the city's reasons and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nagara.exchange.form import form_tables
from nagara_web.answers.form_queries import evidence_of
from nagara_web.answers.queries import AnswerResult, replies_of
from nagara_web.answers.topics import say, topic_of, topics

if TYPE_CHECKING:
    from nagara_web.answers.form_queries import Evidence
    from nagara_web.answers.queries import FindingReply
    from nagara_web.answers.results import FindingLine

__all__ = ["Doubt", "DoubtGroup", "Doubts", "File", "doubts_of"]

WEIGHTS: Final[Mapping[str, Promise]] = {
    "blocking": _("These block the figures"),
    "warning": _("Warnings"),
    "note": _("Notes"),
}
MOST_OPEN: Final = 8
"""So many notes stand open; more are folded, but for those that the city said something to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that shows where answers come from, and which."""

    file: Evidence
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One finding, where it stands in words, what the city said to it and which files stand at the same place."""

    finding: FindingLine
    where: str
    address: str
    replies: tuple[FindingReply, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtGroup:
    """Findings of one weight."""

    severity: str
    words: str
    doubts: tuple[Doubt, ...]
    is_open: bool

    @property
    def answered(self) -> tuple[Doubt, ...]:
        """Those that the city said something to; they are read first."""
        return tuple(each for each in self.doubts if each.replies or each.files)

    @property
    def silent(self) -> tuple[Doubt, ...]:
        """The others."""
        return tuple(each for each in self.doubts if not (each.replies or each.files))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Everything that is in doubt, the reasons given for what is no longer so, and all files."""

    count: int
    groups: tuple[DoubtGroup, ...]
    other_replies: tuple[tuple[str, FindingReply], ...]
    files: tuple[File, ...]

    @property
    def reasons(self) -> int:
        """Reasons that the city gave."""
        return len(self.other_replies) + sum(len(each.replies) for group in self.groups for each in group.doubts)


def doubts_of(answer_set_id: int, result: AnswerResult | None) -> Doubts:
    """Put together what a reviewer reads beside the figures.

    Parameters
    ----------
    answer_set_id
        The answers.
    result
        What was worked out from them; ``None`` if nothing was.
    """
    findings = result.findings if result else ()
    replies = replies_of(answer_set_id)
    files = tuple(
        File(file=each, where=_where(each.place)) for each in evidence_of(answer_set_id) if each.removed_at is None
    )
    groups: list[DoubtGroup] = []
    for severity, words in WEIGHTS.items():
        found = tuple(_doubt(answer_set_id, each, replies, files) for each in findings if each.severity == severity)
        if found:
            is_open = severity != "note" or len(found) <= MOST_OPEN
            groups.append(DoubtGroup(severity=severity, words=str(words), doubts=found, is_open=is_open))
    known = {each.key for each in findings}
    others = ((key, reply) for key, said in replies.items() if key not in known for reply in said)
    return Doubts(
        count=len(findings),
        groups=tuple(groups),
        other_replies=tuple((_where(key.partition("@")[2]), reply) for key, reply in others),
        files=files,
    )


def _doubt(
    answer_set_id: int, finding: FindingLine, replies: Mapping[str, list[FindingReply]], files: tuple[File, ...]
) -> Doubt:
    return Doubt(
        finding=finding,
        where=_where(finding.place),
        address=_address(answer_set_id, finding),
        replies=tuple(replies.get(finding.key, ())),
        files=tuple(each for each in files if _is_at(each.file.place, finding)),
    )


def _address(answer_set_id: int, finding: FindingLine) -> str:
    if not finding.table:
        return ""
    slug = next(
        (
            each.slug
            for each in topics()
            if each.table == finding.table and finding.field in {f.name for f in each.fields}
        ),
        "",
    )
    return f"/work/answers/{answer_set_id}/{finding.table}/{slug + '/' if slug else ''}"


def _is_at(place: str, finding: FindingLine) -> bool:
    """Whether a file is kept with the row or the answer that a finding points to, or with its whole table."""
    if not place or not finding.table:
        return False
    return finding.place == place or finding.place.startswith(f"{place}/")


def _where(place: str) -> str:
    """A place of the answers in words: the title of its table, its row, its question."""
    table, _slash, rest = place.partition("/")
    row, _slash, name = rest.rpartition("/")
    if not table:
        return ""
    topic = topic_of(table)
    title = say(form_tables()[table].title) if table in form_tables() else topic.title if topic else table
    fields = {each.name: each for each in form_tables()[table].fields} if table in form_tables() else {}
    label = say(fields[name].label) if name in fields else ""
    row = rest if not label else row
    return " · ".join(filter(None, (title, row, label)))
