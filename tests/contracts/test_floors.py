"""Knowledge flows upward: the import contracts of pyproject.toml hold."""

import subprocess
import sys

from contracts.source_tree import ROOT


def test_lower_floors_never_import_higher_ones():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
