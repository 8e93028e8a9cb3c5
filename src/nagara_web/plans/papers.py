"""The page of a plan as it is kept: every language's words, written once when the plan was worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from nagara.reports.language import LANGUAGES, language

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.paper import Block, Paper, Section, Table

__all__ = ["paper_of", "papers_of"]


def papers_of(study: PlanStudy, codes: Collection[str] = tuple(LANGUAGES)) -> dict[str, Any]:
    """Write the page of a plan in several languages, as JSON can hold it.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    codes
        Of the languages; all if not given.
    """
    from nagara.reports.plans.paper import plan_paper

    return {code: _paper(plan_paper(study, language(code))) for code in LANGUAGES if code in codes}


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "answer": paper.answer,
        "strips": [asdict(each) for each in paper.strips],
        "sections": [_section(each) for each in (paper.summary, *paper.sections)],
        "foot": paper.foot,
    }


def _section(section: Section) -> dict[str, Any]:
    return {"id": section.id, "heading": section.heading, "blocks": [_block(each) for each in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, **asdict(block)}


def paper_of(kept: Mapping[str, Any], code: str) -> Paper:
    """Put a kept page together again, to print it.

    Parameters
    ----------
    kept
        What :func:`papers_of` gave for one language.
    code
        Of that language.
    """
    from nagara.reports.paper import Paper, Strip

    summary, *sections = map(_section_of, kept["sections"])
    return Paper(
        language=code,
        title=kept["title"],
        subtitle=kept.get("subtitle", ""),
        answer=kept["answer"],
        strips=tuple(Strip(**each) for each in kept["strips"]),
        summary=summary,
        sections=tuple(sections),
        foot=kept["foot"],
        has_first_page=False,
    )


def _section_of(kept: Mapping[str, Any]) -> Section:
    from nagara.reports.paper import Section

    return Section(id=kept["id"], heading=kept["heading"], blocks=tuple(map(_block_of, kept["blocks"])))


def _block_of(kept: Mapping[str, Any]) -> Block:
    from nagara.reports import paper as nouns

    given = {name: value for name, value in kept.items() if name != "kind"}
    match kept["kind"]:
        case "table":
            return _table_of(given)
        case "picture":
            return nouns.Picture(**{**given, "table": _table_of(given["table"])})
        case "cards":
            return nouns.Cards(cards=tuple(nouns.Card(**each) for each in given["cards"]))
        case "panels":
            panels = (nouns.Panel(heading=each["heading"], items=tuple(each["items"])) for each in given["panels"])
            return nouns.Panels(panels=tuple(panels))
        case "doubts":
            return nouns.Doubts(**{**given, "doubts": tuple(nouns.Doubt(**each) for each in given["doubts"])})
        case "facts":
            return nouns.Facts(**{**given, "facts": tuple((name, said) for name, said in given["facts"])})
        case "items":
            return nouns.Items(items=tuple(given["items"]))
        case "signatures":
            return nouns.Signatures(heading=given["heading"], labels=tuple(given["labels"]))
    plain: dict[str, type[nouns.Words | nouns.Heading | nouns.Strip]] = {
        "words": nouns.Words,
        "heading": nouns.Heading,
        "strip": nouns.Strip,
    }
    return plain[kept["kind"]](**given)


def _table_of(kept: Mapping[str, Any]) -> Table:
    from nagara.reports.paper import Column, Table

    columns = tuple(Column(**each) for each in kept["columns"])
    return Table(**{**kept, "columns": columns, "rows": tuple(map(tuple, kept["rows"]))})
