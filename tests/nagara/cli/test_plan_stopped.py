"""Ctrl-C at the terminal while a plan is proven: what was found is written, the gap is said, and the shell is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[3] / "examples" / "demo-city"
PROMISES = ("sdg_11_6_1_frac>=0.9@2035", "methane_cut_frac>=0.3@2035", "recycled_frac>=0.3@2036")
# What a shell starts in the background is told to pass over Ctrl-C; here somebody sits at the keyboard.
AT_THE_KEYBOARD = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from nagara.cli import main
main()
"""


def begun(out: Path, *words: str) -> subprocess.Popen[str]:
    asked = [word for promise in PROMISES for word in ("--promise", promise)]
    return subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-u", "-c", AT_THE_KEYBOARD, "plan", str(DEMO), *asked, "--out", str(out), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def pressed_at(step: str, running: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Press Ctrl-C for the whole group of processes, as a terminal does, when a step is said."""
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if step in line:
            break
    os.killpg(running.pid, signal.SIGINT)
    more, errors = running.communicate(timeout=60)
    return running.returncode, said + more, errors


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes to press Ctrl-C for")
def test_ctrl_c_in_the_proof_writes_the_best_plan_and_says_its_gap(tmp_path: Path) -> None:
    running = begun(tmp_path / "plan", "--gap", "0", "--draws", "0", "--format", "json", "--last-year", "2040")
    code, said, errors = pressed_at("the proof", running)
    assert code == 130, errors
    assert "Traceback" not in errors
    assert "Stopping: what was found until now is kept. Press Ctrl-C again" in errors
    assert "Stopped by hand in the proof: the best plan until then is written; a better one could save up to" in errors
    assert "no other can save more than" in said
    plan = json.loads((tmp_path / "plan" / "plan.json").read_text("utf-8"))
    assert plan["is_proven"] is False
    assert plan["stopped_at"] == "proof"
    assert 0.0 < plan["gap_frac"] < 0.2
    assert plan["bound_usd"] < plan["discounted_usd"]
