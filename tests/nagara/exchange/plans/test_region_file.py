"""Region files: what is read, and every mistake with its place and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from nagara.errors import UnreadableFileError
from nagara.exchange.plans.region_file import read_region

EXAMPLE = Path(__file__).parents[4] / "examples" / "demo-region" / "region.toml"
GOOD = """
name = "Two towns"
promises = ["sdg_11_6_1_frac>=0.9@2035"]
promises_together = ["methane_cut_frac>=0.2@2040"]

[settings]
last_year = 2040
carbon_usd_per_t = 5

[[city]]
code = "a"
path = "a"
hosts = ["landfill"]
promises = ["collected_frac>=0.95@2034"]

[[city]]
code = "b"
path = "b"
area_km2 = 12

[road_km.a]
b = 14.5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    return tmp_path


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = GOOD
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "region.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_is_read() -> None:
    region = read_region(EXAMPLE)
    assert "(invented)" in region.name
    assert [city.code for city in region.cities] == ["ferry", "orchard", "quarry"]
    assert len(region.road_km) == 3
    assert set(region.digests) == {"region.toml"}


def test_what_stands_in_the_file_is_what_is_asked(folder: Path) -> None:
    region = read_region(written(folder))
    first, second = region.cities
    assert first.path == folder / "a"
    assert first.hosts == ("landfill",)
    assert [str(each) for each in first.promises] == ["sdg_11_6_1_frac>=0.9@2035", "collected_frac>=0.95@2034"]
    assert (first.settings.last_year, first.settings.carbon_usd_per_t) == (2040, 5.0)
    assert (second.settings.area_km2, first.settings.area_km2) == (12.0, None)
    assert region.road_km == {frozenset("ab"): 14.5}
    assert [str(each) for each in region.together] == ["methane_cut_frac>=0.2@2040"]


def test_a_road_may_stand_both_ways_or_not_be_there(folder: Path) -> None:
    both = written(folder, ("b = 14.5", "b = 14.5\n[road_km.b]\na = 14.5"))
    assert read_region(both).road_km == {frozenset("ab"): 14.5}
    assert read_region(written(folder, ("b = 14.5", 'b = "none"'))).road_km == {}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name = "Two towns"', "name = Two", "region.toml: it is no TOML"),
        ('name = "Two towns"', "", "region.toml: the file, name is missing. Name the region in the first line."),
        ("[settings]", "[setings]", "setings is nothing that is read. Did you mean settings?"),
        ("last_year", "lastyear", "settings, lastyear is not read. Did you mean last_year?"),
        ("last_year = 2040", 'technologies = ["landfil"]', "names landfil, which is not known. Did you mean landfill?"),
        ("last_year = 2040", 'gwp = "AR9"', "settings, gwp is 'AR9', which is not known"),
        ("carbon_usd_per_t = 5", "carbon_usd_per_t = -5", "settings, carbon_usd_per_t is -5. Give what is there"),
        ('path = "a"', "", "city a, path is missing. Name the city's workbook or CSV folder."),
        ('path = "a"', 'path = "c"', "city a, path is 'c', and there is no such file or folder. It is looked for in"),
        ('path = "b"', 'path = "a"', "city b, path is"),
        ('code = "b"', 'code = "a"', "city a, code is a, and another city has the same. Name each city once."),
        ('code = "b"', 'code = "b d"', "city b d, code is 'b d'. Use letters, digits, hyphens and points only."),
        (
            'hosts = ["landfill"]',
            'hosts = "landfill"',
            "city a, hosts is 'landfill'. Write a list: hosts",
        ),
        ('hosts = ["landfill"]', "budget_usd_per_year = 1", "city b, budget_usd_per_year is missing, and other cities"),
        (
            "collected_frac>=0.95@2034",
            "collected_frac>=95@2034",
            "city a, promises cannot be read: collected_frac",
        ),
        ("collected_frac>=0.95@2034", "b:collected_frac>=0.9@2034", "Leave b out, and let [[city]] promises say"),
        ("collected_frac>=0.95@2034", "methane_cut_frac>=0.3@2034", "Move it to promises_together"),
        ("methane_cut_frac>=0.2@2040", "landfilled_t_per_year<=9@2040", "nobody can say whose part it is"),
        ("b = 14.5", "", "road_km.a, b is missing, and one of the two hosts. Write it in kilometres below [road_km.a]"),
        ("b = 14.5", "b = 0", "road_km.a, b is 0. Give more than 0."),
        ("b = 14.5", "b = 14500", "road_km.a, b is 14500 km. Give kilometres, at most 2000."),
        ("b = 14.5", 'b = "far"', "road_km.a, b is 'far'. Write a plain number"),
        ("b = 14.5", "c = 14.5", "road_km.a, c is no other city of this file. Known are b."),
        ("b = 14.5", "b = 14.5\n[road_km.b]\na = 15", "road_km.b, a is not what road_km.a says. Give the road once"),
        ("[road_km.a]", "[road_km.x]", "road_km, x is no city of this file. Known are a, b."),
        ("[road_km.a]\nb = 14.5", "road_km = 3", "region.toml: "),
    ],
)
def test_a_mistake_is_said_with_its_place_and_its_remedy(folder: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_region(written(folder, (before, after)))
    assert said in str(refused.value)


def test_one_city_is_no_region(folder: Path) -> None:
    path = folder / "region.toml"
    path.write_text('name = "One"\n[[city]]\ncode = "a"\npath = "a"\n', "utf-8")
    with pytest.raises(UnreadableFileError, match="it names one city, and a region has two or more"):
        read_region(path)
