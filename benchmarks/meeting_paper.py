"""A meeting's paper of two hundred pages against the bare PDF engine setting the same words in the same tables.

``python benchmarks/meeting_paper.py`` prints the ratio alone; what counts is processor time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from importlib import resources
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time

import typst
from pdfminer.pdfpage import PDFPage

from nagara.commitments.answers import AnswerKind
from nagara.meetings.commitment_annex import commitment_annex
from nagara.meetings.tracked import CityAnswer, Member, Promise, Tracked
from nagara.reports import paper as set_paper
from nagara.reports.language import language
from nagara.reports.meeting_paper import meeting_paper
from nagara.reports.pdf import render_paper_pdf

CITIES, PROMISES, TURNS = 66, 360, 3
CUTOFF = date(2026, 6, 30)
SAID = (
    AnswerKind.DONE,
    AnswerKind.DONE_BEFORE,
    AnswerKind.UNDER_WAY,
    AnswerKind.PLANNED,
    AnswerKind.NATIONAL_COMPETENCE,
)
BARE = """
#let told = json(bytes(sys.inputs.told))
#set page(paper: "a4", margin: 20mm, numbering: "1")
#set text(font: ("Noto Sans",), size: 9pt)
#set document(title: "Bare")
#for found in told.tables [
  #table(columns: found.heads.len(), table.header(..found.heads), ..found.rows.flatten())
]
"""

Line = tuple[str, float, str, str]
"""Name, ratio, reference, note."""


def benches() -> Iterator[Line]:
    """Set the annex of cities and promises, and its bare words, each from a process of its own: Typst remembers."""
    turns = [(_measured("--ours"), _measured("--bare")) for _ in range(TURNS)]
    ours, bare = (median(each["seconds"] for each in side) for side in zip(*turns, strict=True))
    pages, plain = (side["pages"] for side in turns[0])
    yield (
        f"a meeting's paper of {pages} pages as PDF",
        ours / bare,
        f"Typst alone setting the same words in plain tables on {plain} pages",
        f"{ours:.2f} s against {bare:.2f} s of processor time, from the tracked data to the file; aim at most 2",
    )


def _measured(which: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, which], capture_output=True, text=True, check=True)
    said: dict[str, float] = json.loads(done.stdout)
    return said


def _one(which: str) -> None:
    tracked, english = _tracked(), language("en")
    told = ""
    if which == "--bare":
        spoken = meeting_paper(commitment_annex(tracked, number="2026/3"), english)
        told = json.dumps({"tables": [_words(each) for each in _tables(spoken)]})
    start = process_time()
    if which == "--bare":
        pdf = _bare(told)
    else:
        spoken = meeting_paper(commitment_annex(tracked, number="2026/3"), english)
        pdf = render_paper_pdf(spoken, english, day=tracked.cutoff)
    print(json.dumps({"seconds": process_time() - start, "pages": _pages(pdf)}))


def _tracked() -> Tracked:
    members = tuple(Member(slug=f"city-{n}", name=f"City {n:03}") for n in range(CITIES))
    promises = tuple(
        Promise(
            id=f"bench-2024-declaration.{n}.a", label=f"2024, {n}.a", says=f"keep promise {n} of the bench by acting"
        )
        for n in range(PROMISES)
    )
    answers = (
        CityAnswer(
            city=member.slug,
            promise=promise.id,
            answer=SAID[(row * 7 + place * 3) % len(SAID)],
            said="The ministry sees to it.",
            answered_on=CUTOFF,
        )
        for row, member in enumerate(members)
        for place, promise in enumerate(promises)
        if (row + place) % 10
    )
    return Tracked(
        meeting="Forum of the bench",
        year=2026,
        cutoff=CUTOFF,
        members=members,
        promises=promises,
        answers=tuple(answers),
    )


def _tables(paper: set_paper.Paper) -> Iterator[set_paper.Table]:
    for section in (paper.summary, *paper.sections):
        yield from (block for block in section.blocks if isinstance(block, set_paper.Table))


def _words(table: set_paper.Table) -> dict[str, object]:
    return {"heads": [each.label for each in table.columns], "rows": table.rows}


def _bare(told: str) -> bytes:
    fonts = resources.files("nagara.reports") / "fonts"
    with tempfile.TemporaryDirectory() as folder, resources.as_file(fonts) as fonts_path:
        source = Path(folder) / "bare.typ"
        source.write_text(BARE, "utf-8")
        pdf: bytes = typst.compile(
            str(source), format="pdf", font_paths=[str(fonts_path)], ignore_system_fonts=True, sys_inputs={"told": told}
        )
    return pdf


def _pages(pdf: bytes) -> int:
    return sum(1 for _ in PDFPage.get_pages(BytesIO(pdf)))


if __name__ == "__main__":
    if sys.argv[1:] in (["--ours"], ["--bare"]):
        _one(sys.argv[1])
    else:
        for name, ratio, reference, note in benches():
            print(f"{ratio:8.2f}  {name}: {note} ({reference})", flush=True)
