"""The letter as a page to print and sign, where Typst is installed."""

from __future__ import annotations

import json
from importlib import resources

from nagara.reports.pdf import MissingTypstError
from nagara_web.rounds.models import Handing

__all__ = ["has_typst", "letter_page"]


def has_typst() -> bool:
    """Whether the letter can be had as a PDF."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def letter_page(handing: Handing) -> bytes:
    """Set the letter as a tagged PDF of A4 pages.

    Raises
    ------
    MissingTypstError
        If the extra ``pdf`` is not installed.
    """
    try:
        import typst
    except ImportError:
        raise MissingTypstError from None
    template = resources.files(__package__) / "templates" / "rounds" / "letter.typ"
    fonts = resources.files("nagara.reports") / "fonts"
    with resources.as_file(template) as template_path, resources.as_file(fonts) as fonts_path:
        pdf: bytes = typst.compile(
            str(template_path),
            format="pdf",
            font_paths=[str(fonts_path)],
            ignore_system_fonts=True,
            sys_inputs={"paragraphs": json.dumps(handing.letter.strip().split("\n\n"), ensure_ascii=False)},
            timestamp=int(handing.handed_at.timestamp()),
        )
    return pdf
