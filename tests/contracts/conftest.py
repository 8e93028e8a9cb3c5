"""Pages of the documentation that several contracts read."""

import pytest

from contracts.source_tree import ROOT


@pytest.fixture(scope="session")
def nomenclature() -> str:
    return (ROOT / "docs" / "reference" / "nomenclature.md").read_text("utf-8")
