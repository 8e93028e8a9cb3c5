"""The page of a plan as it is kept: every language's words, written once when the plan was worked out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from nagara.reports.language import LANGUAGES, language

if TYPE_CHECKING:
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.paper import Block, Paper, Section

__all__ = ["papers_of"]


def papers_of(study: PlanStudy) -> dict[str, Any]:
    """Write the page of a plan in every language, as JSON can hold it.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    """
    from nagara.reports.plan_paper import plan_paper

    return {code: _paper(plan_paper(study, language(code))) for code in LANGUAGES}


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "answer": paper.answer,
        "strips": [asdict(each) for each in paper.strips],
        "sections": [_section(each) for each in (paper.summary, *paper.sections)],
        "foot": paper.foot,
    }


def _section(section: Section) -> dict[str, Any]:
    return {"id": section.id, "heading": section.heading, "blocks": [_block(each) for each in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, **asdict(block)}
