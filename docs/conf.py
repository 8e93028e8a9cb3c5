"""How the documentation is built: hand-written pages, and pages made from the package's own tables."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from docutils import nodes  # noqa: E402
from docutils.utils.math import MathError  # noqa: E402
from docutils.utils.math.latex2mathml import tex2mathml  # noqa: E402
from generated_pages import write_pages  # noqa: E402
from sphinx.util.logging import getLogger  # noqa: E402

import nagara  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

write_pages(HERE / "reference" / "generated")

project = "nagara"
author = "The nagara developers"
copyright = author  # noqa: A001
version = release = nagara.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

autodoc_class_signature = "separated"
autodoc_default_options = {
    "members": True,
    "member-order": "bysource",
    "ignore-module-all": True,
    "exclude-members": "__init__, __new__",
}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_ivar = True
suppress_warnings = [
    "ref.footnote",  # a module may list a reference that its prose does not number
    "ref.python",  # two floors may each have a Table; types in signatures are then not linked
]

html_theme = "furo"
html_math_renderer = "mathml"
html_title = "nagara"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False


def setup(app: Sphinx) -> None:
    """Draw equations without the network; give the references of each docstring numbers of their own."""
    app.add_html_math_renderer("mathml", (inline_equation, None), (displayed_equation, None))
    app.connect("autodoc-process-docstring", number_references)


def inline_equation(writer: HTML5Translator, node: nodes.math) -> None:
    """Write an equation inside a sentence as MathML, which browsers draw by themselves."""
    writer.body.append(mathml(node, as_block=False))
    raise nodes.SkipNode


def displayed_equation(writer: HTML5Translator, node: nodes.math_block) -> None:
    """Write an equation on lines of its own as MathML."""
    writer.body.append(f'<div class="math">{mathml(node, as_block=True)}</div>')
    raise nodes.SkipNode


def mathml(node: nodes.math | nodes.math_block, *, as_block: bool) -> str:
    """Turn TeX into MathML, or say where it stands and what is not understood."""
    try:
        return str(tex2mathml(node.astext(), as_block=as_block))
    except MathError as error:
        getLogger(__name__).warning("equation: %s", error, location=node)
        return node.astext()


def number_references(_app: Sphinx, _what: str, name: str, _thing: object, _options: object, lines: list[str]) -> None:
    """Label ``[1]_`` with the name of what it explains, since a page holds many docstrings."""
    label = name.replace(".", "-")
    lines[:] = [re.sub(r"(?<=\.\. )\[(\d+)\](?=\s)|\[(\d+)\](?=_)", rf"[#{label}-\1\2]", line) for line in lines]
