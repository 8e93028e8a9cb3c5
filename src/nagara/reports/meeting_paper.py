"""A paper of a meeting in the reader's language: its sentences said, its numbers with their intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from nagara.meetings import words
from nagara.meetings.paper import Amount, Items, Paragraph, Said
from nagara.reports import paper as set_paper
from nagara.reports import words as annual
from nagara.reports.marking import IN_ENGLISH, marking
from nagara.reports.said import Voice

if TYPE_CHECKING:
    from nagara.meetings.paper import Block, Paper, Section, Words
    from nagara.reports.language import Language
    from nagara.reports.marking import Marking

__all__ = ["meeting_paper", "said"]

DIGITS_OF_DIGEST: Final = 16


def meeting_paper(paper: Paper, language: Language) -> set_paper.Paper:
    """Say a paper of a meeting in one language.

    Parameters
    ----------
    paper
        The paper, as its builder made it.
    language
        The language it is written in; a sentence that is not translated stands in English with a mark, and a strip
        counts them.
    """
    asked = marking(language)
    voice = Voice(asked)
    day = language.date(paper.cutoff)
    made = set_paper.Paper(
        language=language.code,
        title=said(paper.title, voice),
        subtitle=" · ".join(filter(None, (paper.symbol, paper.meeting, voice.text(words.CUTOFF, day=day)))),
        answer=said(paper.answer, voice),
        strips=(),
        summary=_summary(paper, voice),
        sections=tuple(_section(each, voice) for each in paper.sections),
        foot=voice.text(
            words.FOOT, symbol=paper.symbol or paper.meeting, day=day, digest=paper.digest[:DIGITS_OF_DIGEST]
        ),
        has_first_page=False,
    )
    return replace(made, strips=_strips(paper, language, asked))


def said(what: Words, voice: Voice) -> str:
    """Say a sentence, a number, a day, or a name as it stands.

    Parameters
    ----------
    what
        From a paper or a draft paragraph.
    voice
        Of the language.
    """
    if isinstance(what, Said):
        return voice.text(what.sentence, **{name: said(value, voice) for name, value in what.values.items()})
    if isinstance(what, Amount):
        return _amount(what, voice)
    if isinstance(what, date):
        return voice.language.date(what)
    return voice.number(what) if isinstance(what, int) else what


def _amount(amount: Amount, voice: Voice) -> str:
    if amount.low is not None and amount.high is not None:
        return voice.said_numbers(amount.name, amount.value, amount.low, amount.high)
    if amount.name.endswith("_frac"):
        return voice.probability(amount.value) if amount.name == "chance_frac" else voice.rough_percent(amount.value)
    return voice.amount(amount.value, voice.unit(amount.name))


def _strips(paper: Paper, language: Language, asked: Marking) -> tuple[set_paper.Strip, ...]:
    """What a reader should know first: an example, who has read the translation, what stands in English."""
    strips, voice = [], Voice(language)
    if paper.is_invented:
        strips.append(set_paper.Strip(words=voice.text(words.EXAMPLE), tone="example"))
    if language.status:
        status = voice.text(annual.TRANSLATION_STATUS, status=voice.text(language.status))
        strips.append(set_paper.Strip(words=status, tone="attention"))
    if asked.missing:
        counts = {"count": voice.number(len(asked.missing)), "all": voice.number(len(asked.asked))}
        told = voice.text(words.IN_ENGLISH, mark=IN_ENGLISH, **counts)
        strips.append(set_paper.Strip(words=told, tone="attention"))
    return tuple(strips)


def _summary(paper: Paper, voice: Voice) -> set_paper.Section:
    blocks = tuple(_block(each, voice) for each in paper.summary)
    return set_paper.Section(id="in-short", heading=voice.text(words.IN_SHORT), blocks=blocks)


def _section(section: Section, voice: Voice) -> set_paper.Section:
    blocks = tuple(_block(each, voice) for each in section.blocks)
    return set_paper.Section(id=section.id, heading=said(section.heading, voice), blocks=blocks)


def _block(block: Block, voice: Voice) -> set_paper.Block:
    if isinstance(block, Paragraph):
        return set_paper.Words(words=said(block.words, voice), look=block.look)
    if isinstance(block, Items):
        return set_paper.Items(items=tuple(said(each, voice) for each in block.items))
    columns = tuple(set_paper.Column(label=said(each.label, voice), is_number=each.is_number) for each in block.columns)
    rows = tuple(tuple(said(cell, voice) for cell in row) for row in block.rows)
    return set_paper.Table(caption=said(block.caption, voice), columns=columns, rows=rows)
