"""An inventory: each source on one line, lines add up, absence says why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.emissions.gases import Gases, warming_potentials
from nagara.emissions.gpc import (
    LINES,
    Entry,
    LandfillMethod,
    Level,
    Sector,
    Treatment,
    energy_line,
    inventory,
    waste_line,
)
from nagara.errors import ComparisonRefusedError, QuantityError, UnknownCodeError
from nagara.waste.records import Notation

AR5 = warming_potentials("AR5")
FOD, COMMITMENT = LandfillMethod.FIRST_ORDER_DECAY, LandfillMethod.METHANE_COMMITMENT
some_t = st.floats(0.0, 1e6)
some_gases = st.builds(
    lambda co2, ch4, n2o, plants, soot: Gases.of(
        fossil_t_co2=np.array([co2, co2]),
        waste_t_ch4=np.array([ch4, ch4 / 2]),
        t_n2o=n2o,
        biogenic_t_co2=plants,
        t_black_carbon=soot,
    ),
    *[some_t] * 5,
)


def methane(tonnes):
    return Gases.of(waste_t_ch4=np.array([tonnes]))


def decay(line, tonnes, method=FOD):
    return Entry(line=line, source="site", gases=methane(tonnes), landfill_method=method)


@given(st.dictionaries(st.sampled_from(LINES), some_gases))
def test_lines_add_up_to_totals(by_line):
    made = inventory([Entry(line=line, source="x", gases=gases) for line, gases in by_line.items()], potentials=AR5)
    by_line_t = {line: gases.t_co2e(AR5) for line, gases in by_line.items()}
    own = [t for line, t in by_line_t.items() if line.startswith("III") and line[-1] in "12"]
    here = [t for line, t in by_line_t.items() if line.startswith("III") and line[-1] in "13"]
    other = [t for line, t in by_line_t.items() if not line.startswith("III")]
    for total, parts in (
        (made.basic_t_co2e, own),
        (made.territorial_t_co2e, here),
        (made.other_sectors_t_co2e, other),
        (made.everything_t_co2e, own + other),
    ):
        assert (total is None) == (not parts)
        assert total is None or total == pytest.approx(sum(parts), rel=1e-9)


@given(some_gases)
def test_carbon_of_plants_and_black_carbon_are_in_no_total(gases):
    made = inventory([Entry(line="III.3.1", source="x", gases=gases)], potentials=AR5)
    counted = gases.fossil_t_co2 + 28 * gases.waste_t_ch4 + 265 * gases.t_n2o
    assert made.basic_t_co2e == pytest.approx(counted, rel=1e-12)
    assert made.gases().t_black_carbon == pytest.approx(gases.t_black_carbon)


@pytest.mark.parametrize(
    ("is_own", "is_outside", "line"), [(True, False, "III.1.1"), (True, True, "III.1.2"), (False, False, "III.1.3")]
)
def test_origin_and_place_choose_the_line(is_own, is_outside, line):
    assert waste_line(Treatment.DISPOSAL, is_own=is_own, is_outside=is_outside) == line


def test_another_citys_waste_elsewhere_is_no_line():
    with pytest.raises(QuantityError, match="another city"):
        waste_line(Treatment.BURNING, is_own=False, is_outside=True)


def test_waste_to_energy_stands_under_energy():
    line = waste_line(Treatment.BURNING, sells_energy=True)
    made = inventory([Entry(line=line, source="plant", gases=Gases.of(fossil_t_co2=100.0))], potentials=AR5)
    assert line == "I.4.4"
    assert made.basic_t_co2e is None
    assert made.other_sectors_t_co2e == 100.0
    assert waste_line(Treatment.BURNING, sells_energy=True, is_outside=True) == "I.4.4-outside"


def test_trucks_stand_under_transport_and_machines_under_energy():
    assert [energy_line(use, "diesel") for use in ("collection", "transfer", "recovery", "disposal")] == [
        "II.1.1",
        "II.1.1",
        "I.2.1",
        "I.2.1",
    ]
    assert energy_line("transfer", "electricity") == "II.1.2"


def test_scopes_are_kept_apart():
    made = inventory([decay("III.1.1", 1.0), decay("III.1.2", 2.0), decay("III.1.3", 4.0)], potentials=AR5)
    assert made.gases(sector=Sector.WASTE, scope=1).waste_t_ch4 == 1.0
    assert made.gases(sector=Sector.WASTE, scope=3).waste_t_ch4 == 2.0
    assert made.basic_t_co2e == 3 * 28
    assert made.territorial_t_co2e == 5 * 28
    assert made.lines["III.1.3"].level is Level.TERRITORIAL


def test_two_ways_of_counting_disposal_do_not_mix():
    with pytest.raises(ComparisonRefusedError, match="first-order-decay.*methane-commitment"):
        inventory([decay("III.1.1", 1.0, FOD), decay("III.1.2", 1.0, COMMITMENT)], potentials=AR5)
    assert inventory([decay("III.1.1", 1.0, COMMITMENT)], potentials=AR5).landfill_method is COMMITMENT


def test_a_line_without_figure_is_not_zero():
    made = inventory([], potentials=AR5, notations={"III.1.3": Notation.NOT_OCCURRING})
    assert made.t_co2e("III.4.1") is None
    assert made.lines["III.4.1"].notation is Notation.NOT_ESTIMATED
    assert made.lines["III.1.3"].notation is Notation.NOT_OCCURRING
    assert "III.4.1" in made.incomplete
    assert "III.1.3" not in made.incomplete


def test_a_gap_beside_a_figure_is_said():
    unknown = Entry(line="III.3.1", source="open burning", notation=Notation.NOT_ESTIMATED)
    known = Entry(line="III.3.1", source="furnace", gases=Gases.of(fossil_t_co2=5.0))
    made = inventory([unknown, known], potentials=AR5)
    assert made.t_co2e("III.3.1") == 5.0
    assert "III.3.1" in made.incomplete
    elsewhere = Entry(line="III.3.1", source="open burning", notation=Notation.INCLUDED_ELSEWHERE)
    assert "III.3.1" not in inventory([elsewhere, known], potentials=AR5).incomplete


def test_what_does_not_occur_has_no_figure():
    with pytest.raises(QuantityError, match=r"line III\.1\.1 is said not to occur"):
        inventory([decay("III.1.1", 1.0)], potentials=AR5, notations={"III.1.1": Notation.NOT_OCCURRING})


def test_an_entry_says_either_gases_or_why_not():
    with pytest.raises(QuantityError, match="neither"):
        Entry(line="III.1.1", source="x")
    with pytest.raises(QuantityError, match="both"):
        Entry(line="III.1.1", source="x", gases=methane(1.0), notation=Notation.CONFIDENTIAL)
    with pytest.raises(UnknownCodeError, match=r"III\.9\.1"):
        Entry(line="III.9.1", source="x", gases=methane(1.0))


def test_the_edition_is_the_inventorys_and_changes_its_total():
    entries = [decay("III.1.1", 10.0)]
    totals = {
        edition: float(inventory(entries, potentials=warming_potentials(edition)).basic_t_co2e[0])
        for edition in ("AR4", "AR5", "AR6")
    }
    assert totals == {"AR4": 250.0, "AR5": 280.0, "AR6": 270.0}
