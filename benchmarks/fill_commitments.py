"""Fill the site that the environment names with an invented register and ten years of answers to it.

``python benchmarks/fill_commitments.py CITIES COMMITMENTS YEARS``. Five networks share the cities, ten documents the
commitments; nine of ten cells are answered, and cities get further from year to year. The database writes the
rows itself, without the indexes of the two large tables, which are made anew at the end. Same numbers, same rows.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from nagara_web.answers.models import Questionnaire  # noqa: E402
from nagara_web.audit.actions import record  # noqa: E402
from nagara_web.declarations.models import Alignment, Clause, Document, Forum, Part, Session  # noqa: E402
from nagara_web.figures.commitments import COMMITMENT, commitment_code  # noqa: E402
from nagara_web.figures.models import Figure, FigureVersion, Indicator, Source  # noqa: E402
from nagara_web.places.models import City, Country, Membership, Network  # noqa: E402
from nagara_web.rounds.models import Round  # noqa: E402

FIRST_YEAR = 2017
SINCE = date(2017, 1, 1)
NETWORKS, COUNTRIES, DOCUMENTS = 5, 11, 10
THEMES = ("waste", "water", "climate", "hazards", "heritage", "transport", "digital", "voice")
ITEMS = ("sdg:11.6.1", "sdg:13.1.3", "nua:65", "sendai:E", "paris:4", "acsp:1")
NUMBER = "((s.year - {first}) * {cities} + c.id - {city}) * {parts} + i.id - {indicator} + 1"
FIGURES = """
INSERT INTO figures_figure (id, city_id, indicator_id, year, source_id, current_id)
SELECT {number}, c.id, i.id, s.year, s.id, {number}
FROM figures_source s JOIN places_city c ON (c.id - {city}) % {networks} = (s.id - {source}) % {networks}
     CROSS JOIN figures_indicator i
WHERE i.answer_type = 'commitment' AND s.id >= {source} AND (({number}) * 7919) % 10 > 0
ORDER BY 1
"""
VERSIONS = """
INSERT INTO figures_figureversion (
    id, figure_id, number, notation_key, answer, method, method_note, boundary, population_basis, locator, status,
    reason, origin, made_by_role, published_by_role, published_at, withdrawn_because{more}
)
SELECT id, id, 1, '',
    CASE WHEN way = 0 THEN 'not-applicable' WHEN way = 1 THEN 'national-competence'
         WHEN far > 12 THEN 'done-before' WHEN far > 9 THEN 'done' WHEN far > 5 THEN 'under-way' ELSE 'planned' END,
    'reported', CASE WHEN way < 2 THEN 'Another body sees to it' ELSE '' END, '', '',
    'https://example.org/decision', 'published', '', '{{}}', 'officer', 'secretariat', '2026-11-01 00:00:00', ''{said}
FROM (SELECT id, (city_id * 31 + indicator_id * 17) % 23 AS way,
             year - {first} + (city_id * 7 + indicator_id * 13) % 11 AS far FROM figures_figure WHERE id > 0) f
ORDER BY id
"""


def main() -> None:
    """Write everything."""
    cities, parts, years = (int(each) for each in sys.argv[1:4])
    with transaction.atomic():
        networks = _cities(cities)
        indicators = _register(parts)
        _rounds(networks, indicators, years)
        _answers(cities, parts)
        record("declaration.register-seeded", actor_id=None, subject="register:bench")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cities(count: int) -> list[Network]:
    Country.objects.bulk_create(
        Country(iso3=f"XX{chr(65 + n)}", iso2=f"X{chr(65 + n)}", name=f"Benchland {n + 1}", is_invented=True)
        for n in range(COUNTRIES)
    )
    networks = [
        Network.objects.create(slug=f"bench-{n}", name=f"Network {n + 1} of the bench", is_invented=True)
        for n in range(NETWORKS)
    ]
    City.objects.bulk_create(
        City(
            slug=f"city-{n:04}",
            name=f"City {n:04}",
            country_id=f"XX{chr(65 + n % COUNTRIES)}",
            is_invented=True,
            latitude_deg=-8.0 + n % 31,
            longitude_deg=95.0 + n % 41,
        )
        for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(network=networks[place % NETWORKS], city=each, since=SINCE, source="bench", confidence="confirmed")
        for place, each in enumerate(City.objects.order_by("pk"))
    )
    return networks


def _register(count: int) -> list[Indicator]:
    now, of_each = datetime(2017, 1, 1, tzinfo=UTC), -(-count // DOCUMENTS)
    forum = Forum.objects.create(slug="bench", names=[{"text": "Forum of the bench", "language": "en"}])
    for n in range(DOCUMENTS):
        session = Session.objects.create(forum=forum, slug=f"bench-{2007 + n}", key=str(2007 + n), year=2007 + n)
        Document.objects.create(
            session=session,
            slug=f"bench-{2007 + n}",
            kind="declaration",
            title="Declaration of the bench",
            state="published",
            is_invented=True,
            made_at=now,
            published_at=now,
        )
    made = list(Document.objects.order_by("slug"))
    places = [(made[n // of_each], n % of_each) for n in range(count)]
    Clause.objects.bulk_create(
        Clause(document=document, key=str(n + 1), position=n, kind="C", role="operative", theme=THEMES[n % len(THEMES)])
        for document, n in places
    )
    clauses = list(Clause.objects.select_related("document").order_by("document__slug", "position"))
    Part.objects.bulk_create(
        Part(clause=each, key="a", words=f"Keep promise {each.key} of the bench") for each in clauses
    )
    codes = [f"{each.document.slug}.{each.key}.a" for each in clauses]
    Alignment.objects.bulk_create(
        Alignment(code=code, document=clause.document, item=ITEMS[(n + more) % len(ITEMS)], fits="partly")
        for n, (code, clause) in enumerate(zip(codes, clauses, strict=True))
        for more in (0, 2)
    )
    Indicator.objects.bulk_create(
        Indicator(code=commitment_code(code), name=f"Keep promise {n + 1}", answer_type=COMMITMENT, position=3000 + n)
        for n, code in enumerate(codes)
    )
    return list(Indicator.objects.filter(answer_type=COMMITMENT).order_by("pk"))


def _rounds(networks: list[Network], indicators: list[Indicator], years: int) -> None:
    asked = Questionnaire.objects.create(edition="bench", title="Bench", form_version="1", modules=[], is_frozen=True)
    asked.indicators.set(indicators)
    every = [(year, each) for year in range(FIRST_YEAR, FIRST_YEAR + years) for each in networks]
    Round.objects.bulk_create(
        Round(
            network=network,
            slug=f"{network.slug}-{year}",
            title=f"Round {year} of {network.name}",
            year=year,
            questionnaire=asked,
            opens_on=date(year, 3, 1),
            closes_on=date(year, 6, 30),
            is_published=True,
            is_invented=True,
        )
        for year, network in every
    )
    Source.objects.bulk_create(
        Source(slug=f"round-{network.slug}-{year}", title=f"Round {year}", year=year, is_own_round=True)
        for year, network in every
    )


def _answers(cities: int, parts: int) -> None:
    firsts = {
        "city": City.objects.order_by("pk").values_list("pk", flat=True)[0],
        "indicator": Indicator.objects.filter(answer_type=COMMITMENT).order_by("pk").values_list("pk", flat=True)[0],
        "source": Source.objects.filter(slug__startswith="round-bench").order_by("pk").values_list("pk", flat=True)[0],
    }
    gaps = {"first": FIRST_YEAR, "cities": cities, "parts": parts, "networks": NETWORKS, **firsts}
    more = "".join(f", {each}" for each in _more_columns())
    with connection.cursor() as cursor, _without_indexes():
        cursor.execute(FIGURES.format(number=NUMBER.format(**gaps), **gaps))
        cursor.execute(VERSIONS.format(more=more, said=", ''" * len(_more_columns()), **gaps))


def _more_columns() -> list[str]:
    """Columns of text that came later than this script and may not be null."""
    named = {each.strip() for each in VERSIONS.partition("(")[2].partition("{more}")[0].split(",")}
    return [
        field.column
        for field in FigureVersion._meta.concrete_fields
        if not field.null and field.column not in named and field.get_internal_type() in {"CharField", "TextField"}
    ]


class _without_indexes:  # noqa: N801  (read as a word)
    """The two large tables without their plain indexes for a while."""

    def __enter__(self) -> None:
        self.made = [(model, index) for model in (Figure, FigureVersion) for index in _indexes(model)]
        with connection.cursor() as cursor:
            for _sql, name in (index for _model, index in self.made):
                cursor.execute(f'DROP INDEX "{name}"')

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no index is made while checks wait
            for sql, _name in (index for _model, index in self.made):
                cursor.execute(sql)


def _indexes(model: type[Figure] | type[FigureVersion]) -> list[tuple[str, str]]:
    """SQL and name of every index that a table does not need to stay whole."""
    table = model._meta.db_table
    asked = {
        "sqlite": "SELECT sql, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
        "postgresql": "SELECT indexdef, indexname FROM pg_indexes "
        "WHERE tablename = %s AND indexdef NOT LIKE '%%UNIQUE%%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [table])
        return [(sql, name) for sql, name in cursor.fetchall()]


if __name__ == "__main__":
    main()
