"""How the documentation is built: hand-written pages, and pages made from the package's own tables."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from generated_pages import write_pages  # noqa: E402

import nagara  # noqa: E402

write_pages(HERE / "reference" / "generated")

project = "nagara"
author = "The nagara developers"
copyright = author  # noqa: A001
version = release = nagara.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.mathjax"]
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
suppress_warnings = ["ref.footnote"]  # a module may list a reference that its prose does not number

html_theme = "furo"
html_title = "nagara"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
