"""Numbers of technologies that must fit each other."""

from nagara.pathways.least_cost.city.technologies import technology_number
from nagara.uncertainty.published_number import at_plug_in


def test_a_landfill_takes_the_ground_that_its_air_space_needs():
    of_a_tonne_a_year, years = (technology_number(at_plug_in, "landfill", name) for name in ("land", "life"))
    t_per_m2 = years / of_a_tonne_a_year
    assert 0.8 * 5 < t_per_m2 < 1.0 * 25, "waste of 0.8 to 1 t/m3 lies 5 to 25 m high"
