from collections import Counter
from datetime import date
from zoneinfo import available_timezones

import pytest

from nagara.evidence import codelist
from nagara_web.demo.tables import fact_of, rows_of
from nagara_web.places.facts import Confidence, without_invisible
from nagara_web.places.queries import Membership, PlaceName

FACTS = ("countries", "cities", "names", "networks", "memberships", "statuses", "initiatives", "endorsements",
         "populations")  # fmt: skip
ISO_3166 = {
    "BRN": "BN", "KHM": "KH", "IDN": "ID", "LAO": "LA", "MYS": "MY", "MMR": "MM", "PHL": "PH", "SGP": "SG",
    "THA": "TH", "TLS": "TL", "VNM": "VN",
}  # fmt: skip
"""Codes of the eleven members of ASEAN, typed a second time."""
SCRIPTS = {
    "lo": "\u0e80-\u0eff", "th": "\u0e00-\u0e7f", "km": "\u1780-\u17ff", "my": "\u1000-\u109f",
    "ta": "\u0b80-\u0bff", "zh-Hans": "\u4e00-\u9fff", "ms-Arab": "\u0600-\u06ff",
}  # fmt: skip
REGION = (-12.0, 24.0, 92.0, 142.0)
"""South, north, west and east ends of South-East Asia."""


@pytest.mark.parametrize("table", FACTS)
def test_every_fact_says_who_says_so_and_how_sure_it_is(table: str) -> None:
    for row in rows_of(table):
        assert row["source"].strip(), row
        assert row["source_url"].startswith("https://"), row
        assert row["confidence"] in Confidence.values, row


@pytest.mark.parametrize("table", ["names", "memberships", "statuses", "endorsements", "populations"])
def test_days_are_days_and_stand_in_order(table: str) -> None:
    for row in rows_of(table):
        fact = fact_of(row)
        assert fact.since is None or fact.until is None or fact.since <= fact.until, row
        assert all(day is None or day <= date(2026, 12, 31) for day in (fact.since, fact.until)), row
        fact.fields()


def test_the_countries_are_the_eleven_of_asean_by_their_iso_codes() -> None:
    assert {row["iso3"]: row["iso2"] for row in rows_of("countries")} == ISO_3166


def test_every_city_lies_in_its_region_and_zone() -> None:
    south, north, west, east = REGION
    for row in rows_of("cities"):
        assert row["iso3"] in ISO_3166, row
        assert row["time_zone"] in available_timezones(), row
        if row["slug"] != "nusantara":
            assert south <= float(row["latitude_deg"]) <= north, row
            assert west <= float(row["longitude_deg"]) <= east, row
            assert row["source_url"].endswith(row["geonameid"]), row


def test_every_table_speaks_of_known_cities_networks_and_indicators() -> None:
    cities = {row["slug"] for row in rows_of("cities")}
    networks = {row["slug"] for row in rows_of("networks")}
    sources = {row["slug"] for row in rows_of("sources")}
    for table in ("names", "memberships", "statuses", "populations", "claims"):
        assert {row["city"] for row in rows_of(table)} <= cities, table
    assert {row["network"] for table in ("memberships", "network_groups") for row in rows_of(table)} <= networks
    assert {row["source"] for row in rows_of("claims")} == sources
    assert {row["kind"] for row in rows_of("memberships")} <= set(Membership.Kind.values)


def test_own_names_are_written_in_the_script_of_their_language() -> None:
    for row in rows_of("names"):
        name = without_invisible(row["name"])
        first, last = SCRIPTS.get(row["language"], "\u0020-\u1eff").split("-")
        assert all(first <= letter <= last or letter == " " for letter in name), row
        assert name == name.strip(), row
        assert row["kind"] in PlaceName.Kind.values, row
    assert {row["city"] for row in rows_of("names") if row["kind"] == "own"} == {
        row["slug"] for row in rows_of("cities")
    }


def test_a_name_typed_by_hand_in_another_script_awaits_a_native_reader() -> None:
    for row in rows_of("names"):
        if row["kind"] == "own" and not row["name"].isascii():
            assert row["confidence"] == "partly", row
            assert "native reader" in row["note"], row


def test_the_networks_have_the_members_that_their_sources_count() -> None:
    members = Counter(row["network"] for row in rows_of("memberships") if row["confidence"] != "unconfirmed")
    assert members == {"mgmac": 10, "ascn": 31}
    pilots = [row for row in rows_of("memberships") if row["network"] == "ascn" and row["since"].startswith("2018")]
    assert len(pilots) == 26


def test_what_nobody_confirmed_stays_unconfirmed() -> None:
    doubted = {(row["network"], row["city"]) for row in rows_of("memberships") if row["confidence"] == "unconfirmed"}
    planned = {("zero-waste-cities", city) for city in ("hanoi", "singapore", "bangkok", "kuala-lumpur")}
    assert doubted == {("mgmac", "dili"), *planned}
    assert {row["city"] for row in rows_of("statuses") if row["confidence"] == "unconfirmed"} == {"nusantara"}


def test_claims_are_shares_or_amounts_that_can_be() -> None:
    for row in rows_of("claims"):
        assert float(row["value"]) > 0, row
        assert not row["indicator"].endswith("_frac") or float(row["value"]) <= 1, row
        assert 2010 <= int(row["year"]) <= 2026, row


def test_recovered_materials_and_fractions_are_those_of_the_codelists() -> None:
    codes = [row["code"] for row in rows_of("indicators")]
    for material in codelist("recovered_material").entries:
        assert f"recovered_{material}_t_per_day" in codes
    assert len(codes) == len(set(codes))
