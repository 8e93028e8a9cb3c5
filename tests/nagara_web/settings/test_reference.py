"""Every setting has its entry in the reference, and every entry is a setting."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
READ = re.compile(r"env\.[a-z_]+\(\s*\"([A-Z_]+)\"")
ENTRY = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_every_setting_has_its_entry_and_every_entry_is_a_setting() -> None:
    read = set(READ.findall((ROOT / "src/nagara_web/settings/base.py").read_text("utf-8")))
    entries = ENTRY.findall((ROOT / "docs/reference/settings.md").read_text("utf-8"))
    assert len(entries) == len(set(entries))
    assert set(entries) == read
