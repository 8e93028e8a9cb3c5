"""Sites of their own for tests that need real processes: each a folder, a database, and `nagara web` on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "nagara"
TESTS = Path(__file__).parent
POSTGRESQL = os.environ.get("DATABASE_URL", "") if "postgres" in os.environ.get("DATABASE_URL", "") else ""
"""The server that `tests/with_postgresql.py` started, if it did."""
ONLY_LONG_HERE = {
    "SQLite": [pytest.mark.long] if not POSTGRESQL else [],
    "PostgreSQL": [pytest.mark.long] if POSTGRESQL else [],
}
"""Marks of what a database leaves to `make long`, because the other one proves it each time."""


@dataclass
class Site:
    """One site; its commands run as processes with the environment given here."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def _environment(self) -> dict[str, str]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("NAGARA_", "DATABASE_", "DJANGO_"))
        }
        ours = {"NAGARA_HOME": str(self.home), "PYTHONPATH": str(TESTS)}
        return kept | ours | {"DJANGO_SETTINGS_MODULE": "nagara_web.settings.base"} | self.environment

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run `nagara web …` to its end."""
        return self._finish([str(COMMAND), "web", *arguments], given)

    def python(self, code: str) -> str:
        """Run some lines inside the site, and return what they printed."""
        done = self._finish([sys.executable, "-c", f"import django\ndjango.setup()\n{code}"], "")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *arguments: str, until: str = "") -> subprocess.Popen[str]:
        """Start `nagara web …` in a process group of its own, and wait until it says it is there."""
        with (self.home / "stderr").open("a") as stderr:
            process = subprocess.Popen(
                [str(COMMAND), "web", *arguments],
                env=self._environment | {"PYTHONUNBUFFERED": "1"},
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                start_new_session=True,
            )
        if until:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert until in said, said + (self.home / "stderr").read_text("utf-8")
        return process

    def _finish(self, command: list[str], given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self._environment, input=given, capture_output=True, text=True, check=False, timeout=300
        )


def kill(process: subprocess.Popen[str]) -> None:
    """Kill -9, and prove that nothing of it stays behind."""
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
    for _ in range(20):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a process was left behind")


def stop(process: subprocess.Popen[str]) -> int:
    """Ask it to stop, and return its exit code."""
    process.send_signal(signal.SIGTERM)
    code = process.wait(timeout=60)
    if process.stdout is not None:
        process.stdout.close()
    return code


def copy_of(site: Site, home: Path) -> Site:
    """Return the same site in another folder."""
    shutil.copytree(site.home, home, dirs_exist_ok=True)
    return Site(home, dict(site.environment))


def new_database() -> str:
    """Make an empty database in the PostgreSQL server of this run, and return its address."""
    import environ
    import psycopg

    name = f"site_{uuid.uuid4().hex[:12]}"
    parts = environ.Env.db_url_config(POSTGRESQL)
    with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{POSTGRESQL.rpartition('/')[0]}/{name}"
