"""A whole site as it runs in a city hall: made by the command, served by the command, in a process of its own."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import SystemRandom

NAGARA = [sys.executable, "-m", "nagara.cli"]
SEED = Path(__file__).with_name("seed.py")
SEED_WORLD = Path(__file__).with_name("seed_world.py")
START_S = 60.0


@dataclass
class Site:
    """A running site.

    Parameters
    ----------
    address
        Where it listens, without a slash at its end.
    home
        Its folder.
    """

    address: str
    home: Path
    environment: dict[str, str]
    seeded: str = ""
    """What the seed printed."""

    def command(self, *words: str) -> str:
        """Run ``nagara web ...`` on this site and return what it printed."""
        return _run([*NAGARA, "web", *words], self.environment)

    def python(self, code: str) -> str:
        """Run Python inside the site's settings and return what it printed."""
        start = "import django; django.setup()\n"
        return _run([sys.executable, "-c", start + code], self.environment)


@contextmanager
def running_site(home: Path, seed: Path = SEED, **settings: str) -> Iterator[Site]:
    """Make a site with the standing cast in it, serve it, and stop it at the end."""
    environment = {**os.environ, **_settings(home), **settings}
    with _database(environment):
        _make(home, environment)
        seeded = _run([sys.executable, str(seed)], environment)
        process, address, reader = _serve(environment)
        try:
            yield Site(address=address, home=home, environment=environment, seeded=seeded)
        finally:
            process.terminate()
            process.wait(60)
            reader.join(10)
            if process.stdout is not None:
                process.stdout.close()


def _make(home: Path, environment: dict[str, str]) -> None:
    """Make the site by the command; one with SQLite once, and each further one as a copy of the first."""
    if "DATABASE_URL" in environment:
        _run([*NAGARA, "web", "init", "--no-ask"], environment)
    else:
        shutil.copytree(_first_site(), home, dirs_exist_ok=True)


@cache
def _first_site() -> Path:
    home = Path(tempfile.mkdtemp(prefix="nagara-first-site-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment = {**os.environ, **_settings(home)}
    environment.pop("DATABASE_URL", None)
    _run([*NAGARA, "web", "init", "--no-ask"], environment)
    return home


def _settings(home: Path) -> dict[str, str]:
    return {
        "NAGARA_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "nagara_web.settings.base",
        "NAGARA_REQUIRE_SECOND_FACTOR": "0",
        "NAGARA_SHOW_COMPONENTS": "1",
        "NAGARA_SECRET_KEY": secrets.token_hex(25),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]),
        "PYTHONWARNINGS": "default",
    }


@contextmanager
def _database(environment: dict[str, str]) -> Iterator[None]:
    """Give the site a PostgreSQL database of its own, if the tests run on PostgreSQL."""
    given = environment.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        environment.pop("DATABASE_URL", None)
        yield
        return
    import environ
    import psycopg

    parts = environ.Env.db_url_config(given)
    at = {"host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"]}
    where = psycopg.conninfo.make_conninfo(dbname=parts["NAME"], **{name: text for name, text in at.items() if text})
    name = f"journey_{secrets.token_hex(6)}"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    before, query = given.split("?", 1) if "?" in given else (given, "")
    environment["DATABASE_URL"] = f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
    try:
        yield
    finally:
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def _serve(environment: dict[str, str]) -> tuple[subprocess.Popen[str], str, threading.Thread]:
    """Serve at a port that is free: one that is not says so, and the next is tried."""
    for _ in range(20):
        port = SystemRandom().randint(20_000, 60_000)
        environment["NAGARA_URL"] = f"http://127.0.0.1:{port}"
        process = subprocess.Popen(
            [*NAGARA, "web", "serve", "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        timer = threading.Timer(START_S, process.kill)
        timer.start()
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "is open at" in line:
                timer.cancel()
                reader = threading.Thread(target=process.stdout.read, daemon=True)
                reader.start()  # a pipe that nobody empties would stop the site
                return process, environment["NAGARA_URL"], reader
        timer.cancel()
        process.wait()
        process.stdout.close()
        if "listens at port" not in said:
            raise RuntimeError(said)
    raise RuntimeError("no free port was found")


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:5])} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout
