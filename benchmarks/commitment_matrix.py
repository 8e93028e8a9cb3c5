"""Cities by commitments with a large network: pages and roll-ups against the bare SQL that they need.

A thousand cities × three hundred commitments × ten years stand in a database. What the page shows is worked out by the
site, and asked for in plain SQL through the same connection: the cells that are printed, and one ``GROUP BY`` for every
count beside them. Both take turns in one process; what counts is its processor time, and of PostgreSQL that of the
server process that answers it, which works alone.
``python benchmarks/commitment_matrix.py --cities 1000 --database PostgreSQL`` prints the ratios alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

PARTS, YEARS, TURNS = 300, 10, 3
SERVER: list[int] = []
"""Number of the server process that answers; none of SQLite, which works in this one."""
TODAY = "2026-11-22"
FROM = """
FROM figures_figureversion v JOIN figures_figure f ON f.current_id = v.id
     JOIN figures_indicator i ON i.id = f.indicator_id JOIN figures_source s ON s.id = f.source_id {more}
WHERE v.status = 'published' AND v.answer <> '' AND i.answer_type = 'commitment' AND s.is_own_round
      AND f.year IN ({year})
"""
CITY = "JOIN places_city c ON c.id = f.city_id"
CLAUSE = """
JOIN declarations_document d ON i.code LIKE d.slug || '--%'
JOIN declarations_clause k ON k.document_id = d.id AND i.code = d.slug || '--' || k.key || '--a'
"""
ITEM = CLAUSE + "JOIN declarations_alignment a ON a.code = d.slug || '.' || k.key || '.a'"
GROUPS = {
    "network": ("s.publisher", ""),
    "country": ("c.country_id", CITY),
    "document": ("SUBSTR(i.code, 1, 10)", ""),
    "theme": ("p.theme", "JOIN bench_part p ON p.indicator_id = f.indicator_id"),
    "framework": ("p.framework", "JOIN bench_item p ON p.indicator_id = f.indicator_id"),
}
"""By what is counted, and the tables that it takes; themes and frameworks lie ready by the number of the indicator."""

Asked = Callable[[str], list[tuple[Any, ...]]]
"""Asks the database, and has all that it answers."""
Line = tuple[str, float, str, str]
"""Name, ratio, reference, note."""


def benches(cities: int = 1000, database: str = "SQLite") -> Iterator[Line]:
    """Fill a site and measure it.

    Parameters
    ----------
    cities
        How many cities its networks have.
    database
        ``SQLite`` or ``PostgreSQL``.
    """
    import network_site

    with tempfile.TemporaryDirectory() as folder:
        filled = ("fill_commitments.py", str(cities), str(PARTS), str(YEARS))
        with network_site.filled_site(Path(folder), database, cities, fill=filled) as environment:
            said = network_site.run([sys.executable, __file__, "--measure"], environment)
    for name, ratio, reference, note in json.loads(said):
        yield f"{name}, {database}", ratio, reference, note


def measured() -> list[Line]:
    """Measure the site that the environment names."""
    import django

    django.setup()
    from django.db import connection

    connection.ensure_connection()
    cursor = connection.connection.cursor()

    def ask(sql: str) -> list[tuple[Any, ...]]:
        cursor.execute(sql)
        found: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
        return found

    if connection.vendor == "postgresql":
        ask("SET max_parallel_workers_per_gather = 0")  # the time of other processes would not be counted
        SERVER.extend(ask("SELECT pg_backend_pid()")[0])
    years = _years(ask)
    _lay_ready(ask)
    reference = "the bare SQL of the cells that it prints and of every count beside them, one GROUP BY each"
    what: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "the page of cities by commitments": (_page, lambda: _bare_page(ask, years)),
        "roll-ups by network, country, document, theme and framework": (
            _roll_ups,
            lambda: [ask(_counted(*each, years[0])) for each in GROUPS.values()],
        ),
        f"ten years by theme, of {len(years)} years": (
            _by_year,
            lambda: [ask(_counted(*each, year)) for year in years for each in (("''", ""), GROUPS["theme"])],
        ),
    }
    found = []
    _page()  # templates and modules are read once
    for name, (ours, bare) in what.items():
        turns = [(_took(ours), _took(bare)) for _ in range(TURNS)]
        one, other = (median(side) for side in zip(*turns, strict=True))
        note = f"{one:.2f} s against {other:.2f} s of processor time; aim at most 3"
        found.append((f"commitments: {name}", one / other, reference, note))
    return found


def _page() -> None:
    """What the view does: both years, the counts, and fifty cities by twenty commitments as a page."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from nagara_web.pages.views.commitments import commitments

    request = RequestFactory().get("/commitments/")
    request.user = AnonymousUser()
    assert b"matrix-box" in commitments(request).content


def _roll_ups() -> None:
    from datetime import date

    from nagara_web.pages.contexts.commitments import group_sorts, groups_of
    from nagara_web.rounds.commitment_matrix import Question, commitment_matrix

    matrix = commitment_matrix(Question(), date.fromisoformat(TODAY))
    assert matrix is not None
    assert all(groups_of(matrix, sort) for sort in group_sorts())


def _by_year() -> None:
    from datetime import date

    from nagara_web.pages.contexts.commitment_years import years_page
    from nagara_web.rounds.commitment_matrix import Question

    page = years_page(Question(), "theme", date.fromisoformat(TODAY))
    assert page is not None
    assert page.lines


def _bare_page(ask: Asked, years: list[int]) -> None:
    now, before = years[:2]
    shown = (
        "f.city_id IN (SELECT id FROM places_city ORDER BY name LIMIT 50) AND f.indicator_id IN "
        "(SELECT id FROM figures_indicator WHERE answer_type = 'commitment' ORDER BY position LIMIT 20)"
    )
    for year in (now, before):
        cells = f"SELECT f.city_id, f.indicator_id, v.answer, f.id {FROM.format(more='', year=year)} AND {shown}"
        ask(cells)
    for group, more in (("''", ""), ("f.city_id", ""), ("f.indicator_id", ""), *GROUPS.values()):
        ask(_counted(group, more, now))
    both = (
        f"SELECT f.city_id, f.indicator_id, MAX(CASE WHEN f.year = {now} THEN v.answer END) AS one, "
        f"MAX(CASE WHEN f.year = {before} THEN v.answer END) AS other "
        f"{FROM.format(more='', year=f'{now}, {before}')} GROUP BY 1, 2"
    )
    ask(f"SELECT one, other, COUNT(*) FROM ({both}) GROUP BY 1, 2")


def _counted(group: str, more: str, year: int) -> str:
    return f"SELECT {group}, v.answer, COUNT(*) {FROM.format(more=more, year=year)} GROUP BY 1, 2"


def _lay_ready(ask: Asked) -> None:
    """Theme and frameworks of each indicator, so that no reference has to take a code apart."""
    theme = f"SELECT i.id AS indicator_id, k.theme FROM figures_indicator i {CLAUSE}"
    ask(f"CREATE TEMPORARY TABLE bench_part AS {theme}")
    item = f"SELECT DISTINCT i.id AS indicator_id, SUBSTR(a.item, 1, 4) AS framework FROM figures_indicator i {ITEM}"
    ask(f"CREATE TEMPORARY TABLE bench_item AS {item}")
    for table in ("bench_part", "bench_item"):
        ask(f"CREATE INDEX {table}_indicator ON {table} (indicator_id)")


def _years(ask: Asked) -> list[int]:
    return [year for (year,) in ask("SELECT DISTINCT year FROM rounds_round ORDER BY year DESC")]


def _took(act: Callable[[], object]) -> float:
    start = _spent()
    act()
    return _spent() - start


def _spent() -> float:
    """Processor time of this process and of the servers that work for it [s]."""
    fields = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in SERVER)
    return process_time() + sum((int(each[11]) + int(each[12])) / os.sysconf("SC_CLK_TCK") for each in fields)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=1000)
    parser.add_argument("--measure", action="store_true", help="measure the site that the environment names, as JSON")
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), default="SQLite")
    options = parser.parse_args()
    if options.measure:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        print(json.dumps(measured()))
    else:
        for name, ratio, reference, note in benches(options.cities, options.database):
            print(f"{ratio:8.2f}  {name}: {note} ({reference})", flush=True)
