"""A job of two steps that takes its time in both."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from nagara_web.audit.actions import record
from nagara_web.jobs.registry import Progress, handles_in_two


def slow(arguments: Mapping[str, Any], progress: Progress) -> int:
    for tenth in range(10):
        progress(tenth / 10, "Working")
        time.sleep(arguments.get("seconds", 0.1) / 10)
    return int(arguments["number"])


@handles_in_two("slow", first=slow, attempts=1000)
def write(arguments: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    record("test.effect", actor_id=None, subject=f"slow:{number}")
    time.sleep(0.03)  # inside the transaction: some are killed here
    return {}
