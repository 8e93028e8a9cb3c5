"""Knowledge flows upward: the import contracts of pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

from contracts.source_tree import ROOT


def test_lower_floors_never_import_higher_ones():
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
