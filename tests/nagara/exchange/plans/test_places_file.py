"""Places files: what is read, and what is said of every mistake: the file, the entry, the key and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from nagara.errors import UnreadableFileError
from nagara.exchange.plans.places_file import read_places
from nagara.pathways.least_cost.question.places import Places

EXAMPLE = Path(__file__).parents[4] / "examples" / "demo-places.toml"
TWO = '[[zone]]\ncode = "a"\npeople_frac = 0.5\n[[zone]]\ncode = "b"\npeople_frac = 0.5\n'


def read(folder: Path, text: str) -> Places:
    path = folder / "places.toml"
    path.write_text(text, "utf-8")
    return read_places(path).places


def test_the_example_is_read_whole() -> None:
    found = read_places(EXAMPLE)
    places = found.places
    assert [(zone.code, zone.people_frac, zone.waste_frac) for zone in places.zones] == [
        ("river", 0.6, 0.65),
        ("hill", 0.4, 0.35),
    ]
    assert places.zones[0].km["LF1"] == 38.0
    assert [(each.code, each.airspace_t, each.last_year) for each in places.standing] == [
        ("DS1", None, 2031),
        ("LF1", 1_500_000.0, None),
        ("WE1", None, 2036),
    ]
    assert [(each.code, each.technology, each.largest) for each in places.new] == [
        ("north-transfer", "transfer", None),
        ("east-landfill", "landfill", 4_000_000.0),
    ]
    assert [(each.parameter, each.low, each.value, each.high) for each in places.numbers] == [
        ("running", 9.0, 11.0, 14.0),
        ("crew_wage", 6.5, 6.5, 6.5),
    ]
    assert places.integrates_informal
    assert set(found.digests) == {"demo-places.toml"}


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == Places(file="places.toml")


def test_people_and_tonnes_become_parts(tmp_path: Path) -> None:
    text = (
        '[[zone]]\ncode = "a"\npeople = 300\nwaste_t_per_year = 10\n'
        '[[zone]]\ncode = "b"\npeople = 100\nwaste_t_per_year = 30\n'
    )
    zones = read(tmp_path, text).zones
    assert [(zone.people_frac, zone.waste_frac) for zone in zones] == [(0.75, 0.25), (0.25, 0.75)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[zone]\n", "it is no TOML"),
        ("[[zones]]\n", "zones is nothing that is read. Did you mean zone?"),
        ('[zone]\ncode = "a"\n', "zone is one table, and there can be several. Write [[zone]]."),
        ('[[zone]]\ncode = "a"\n', "zone a, people_frac is missing. Say what part of the people"),
        ("[[zone]]\npeople_frac = 1\n", "zone, code is missing. Give it a short code."),
        (
            '[[zone]]\ncode = "a"\npeople_frac = 0.4\n',
            "zone a, people_frac of all zones sums to 0.400. Let the zones sum",
        ),
        ('[[zone]]\ncode = "a"\npeople_frac = 40\n', "zone a, people_frac is 40. Write parts of one: at most 1."),
        ('[[zone]]\ncode = "a b"\npeople_frac = 1\n', "zone a b, code is 'a b'. Use letters, digits"),
        (f"{TWO}area_km2 = 3\n", "zone a, area_km2 is missing, and other zones have one. Give it in every zone"),
        (f"{TWO}area_km = 3\n", "zone b, area_km is not read. Did you mean area_km2?"),
        (f'{TWO}area_km2 = "three"\n', "zone b, area_km2 is 'three'. Write a plain number"),
        (f"{TWO}area_km2 = 0\n", "zone b, area_km2 is 0. Give more than 0."),
        (f"{TWO}km = {{ LF1 = -2 }}\n", "zone b, km.LF1 is -2. Give what is there: zero or more."),
        (f"{TWO}at = [102.6, 17.9]\n", "zone b, at has the latitude 102.6. Write latitude first"),
        (f'{TWO}[[standing]]\nfacility = "a"\n', "a stands there twice. Give every zone and place one code."),
        (f"{TWO}people = 4\n", "zone b, people_frac and people both stand there. Give one of them"),
        (
            '[[standing]]\nfacility = "DS1"\nclosing_usd = 3\n',
            "standing DS1, closing_usd stands there, and nobody says",
        ),
        ('[[standing]]\nfacility = "DS1"\nlast_year = "2031"\n', "standing DS1, last_year is '2031'. Write a whole"),
        (
            '[[standing]]\nfacility = "W"\ncapacity_t_per_year = 5\nsmallest_feed_t_per_year = 9\n',
            "standing W, smallest_feed_t_per_year is 9, more than its capacity of 5.",
        ),
        (
            '[[new]]\ncode = "x"\ntechnology = "land-fill"\n',
            "technology is 'land-fill', which is not known. Did you mean",
        ),
        ('[[new]]\ncode = "x"\ntechnology = "landfill"\nlargest_t_per_year = 3\n', "Did you mean largest_t?"),
        ('[[new]]\ncode = "x"\ntechnology = "transfer"\n', "new x has no zones around it. Write a [[zone]]"),
        (
            f'{TWO}[[new]]\ncode = "x"\ntechnology = "transfer"\nkm = {{ a = 3 }}\n',
            "new x: nobody says how far it is from b.",
        ),
        (
            f'{TWO}[[new]]\ncode = "x"\ntechnology = "transfer"\nkm = {{ a = 3, b = 4 }}\n',
            "new x: nobody says how far it is from there to any site. Write km = { LF1 = 20 }",
        ),
        (
            "[numbers.landfil]\nrunning = 3\n",
            "numbers.landfil is no row of the table of technologies. Did you mean landfill?",
        ),
        ("[numbers.landfill]\nruning = 3\n", "numbers.landfill, runing is no number of it. Did you mean running?"),
        (
            "[numbers.landfill]\nrunning = { value = 3, low = 4 }\n",
            "numbers.landfill, running is 3 and its range 4 to 3. Let the value lie in its range.",
        ),
        ("[informal]\nintegrate = 1\n", "informal, integrate is 1. Write true or false."),
        ("numbers = 3\n", "numbers is no table."),
    ],
)
def test_a_mistake_is_said_with_its_place_and_its_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(tmp_path, text)
    assert str(refused.value).startswith("places.toml: ")
    assert said in str(refused.value)


def test_a_zone_can_say_who_lives_there_and_how_it_is_served(tmp_path: Path) -> None:
    text = TWO.replace('code = "a"', 'code = "a"\nstratum = "low"\ncollected_frac = 0.6')
    one, other = read(tmp_path, text + "[money]\nprice_year = 2024\n").zones
    assert (one.stratum, one.collected_frac, one.is_waste_said) == ("low", 0.6, False)
    assert (other.stratum, other.collected_frac) == ("", None)
    assert read(tmp_path, "[money]\nprice_year = 2024\n").price_year == 2024
