"""The network of ``network_program.py`` written as people write it in linopy and in Pyomo, ready to be solved."""

from __future__ import annotations

import linopy
import network_program as own
import numpy as np
import pyomo.environ as pyo
import xarray as xr
from network_program import FRACTIONS, YEARS, Network
from pyomo.contrib import appsi


def in_linopy(net: Network) -> object:
    """Variables over named axes, sums by group, handed over by arrays; returns the solver that is ready to run."""
    model = linopy.Model()
    arcs, fractions, years = (np.arange(n) for n in (net.begin.size, FRACTIONS, YEARS))
    axes = {"arc": arcs, "fraction": fractions, "year": years}
    plants, landfills = {"plant": net.plants, "year": years}, {"landfill": net.landfills, "year": years}
    flow = model.add_variables(lower=0.0, coords=axes, name="flow")
    built = model.add_variables(lower=0.0, upper=own.MOST_BUILT_T, coords=plants, name="built")
    air = model.add_variables(lower=0.0, coords=landfills, name="air")

    def over(values: np.ndarray, *names: str) -> xr.DataArray:
        known = axes | plants | landfills | {"source": net.sources, "station": net.stations}
        return xr.DataArray(values, coords={name: known[name] for name in names}, dims=names)

    def grouped(arcs: np.ndarray, key: np.ndarray, name: str) -> linopy.LinearExpression:
        chosen = (1 * flow).sel(arc=arcs)
        return chosen.groupby(xr.DataArray(key, coords={"arc": arcs}, dims="arc", name=name)).sum()

    from_source, into, landfill = net.begin < net.sources.size, own.into_plants(net), own.into_landfills(net)
    model.add_constraints(
        grouped(arcs[from_source], net.begin[from_source], "source")
        == over(net.generated, "source", "fraction", "year"),
        name="supply",
    )
    arriving, leaving = (
        grouped(arcs[~into], net.end[~into], "station"),
        grouped(arcs[~from_source], net.begin[~from_source], "station"),
    )
    model.add_constraints(arriving - leaving == 0, name="station")
    used = grouped(arcs[into], net.end[into], "plant").sum("fraction")
    model.add_constraints(used - built.cumsum("year") <= over(net.room, "plant"), name="room")
    dump = landfill >= 0
    dumped = grouped(arcs[dump], net.landfills[landfill[dump]], "landfill").sum("fraction")
    model.add_constraints(
        air - air.shift(year=1) + dumped == over(own.opening_air(net), "landfill", "year"), name="left"
    )
    gas, leak = over(net.gas, "arc", "fraction"), over(net.leak, "arc", "fraction")
    cost, capex = over(net.cost, "arc", "fraction", "year"), over(own.capex(net), "plant", "year")
    sums = {
        "gas": (gas * flow).sum(["arc", "fraction"]),
        "leak": (leak * flow).sum(["arc", "fraction"]),
        "paid": (cost * flow).sum(["arc", "fraction"]) + (capex * built).sum("plant"),
        "dumped": flow.sel(arc=arcs[dump]).sum(["arc", "fraction"]),
    }
    for name, total in sums.items():
        model.add_constraints(total <= own.LIMITS[name], name=name)
    model.add_constraints((gas * flow).sum() <= 1e15, name="gas of all years")
    model.add_objective((cost * flow).sum() + (capex * built).sum())
    return model.to_highspy()


def in_pyomo(net: Network) -> appsi.solvers.Highs:
    """One rule per row, handed over by the direct interface; returns the solver that is ready to run."""
    model = pyo.ConcreteModel()
    arcs, fractions, years = range(net.begin.size), range(FRACTIONS), range(YEARS)
    leaving: dict[int, list[int]] = {}
    arriving: dict[int, list[int]] = {}
    for arc in arcs:
        leaving.setdefault(int(net.begin[arc]), []).append(arc)
        arriving.setdefault(int(net.end[arc]), []).append(arc)
    first = int(net.plants[0])
    plants, landfills = range(net.plants.size), net.landfills.tolist()
    cost, gas, leak, capex = net.cost.tolist(), net.gas.tolist(), net.leak.tolist(), own.capex(net).tolist()
    generated, opening = net.generated.tolist(), own.opening_air(net)[0].tolist()
    model.flow = pyo.Var(arcs, fractions, years, domain=pyo.NonNegativeReals)
    model.built = pyo.Var(plants, years, bounds=(0.0, own.MOST_BUILT_T))
    model.air = pyo.Var(landfills, years, domain=pyo.NonNegativeReals)
    flow, built, air, total = model.flow, model.built, model.air, pyo.quicksum

    def kept(m: pyo.ConcreteModel, n: int, f: int, t: int) -> object:
        return total(flow[a, f, t] for a in leaving[n]) == generated[n][f][t]

    def passed(m: pyo.ConcreteModel, n: int, f: int, t: int) -> object:
        inflow = total(flow[a, f, t] for a in arriving.get(n, ()))
        return inflow - total(flow[a, f, t] for a in leaving[n]) == 0

    def treated(m: pyo.ConcreteModel, p: int, t: int) -> object:
        used = total(flow[a, f, t] for a in arriving.get(first + p, ()) for f in fractions)
        return used - total(built[p, u] for u in range(t + 1)) <= net.room[p]

    def buried(m: pyo.ConcreteModel, p: int, t: int) -> object:
        used = total(flow[a, f, t] for a in arriving.get(first + p, ()) for f in fractions)
        return air[p, t] - (air[p, t - 1] if t else 0.0) + used == opening[t]

    dump = [arc for p in landfills for arc in arriving.get(first + p, ())]
    sums = {
        "gas": lambda t: total(gas[a][f] * flow[a, f, t] for a in arcs for f in fractions),
        "leak": lambda t: total(leak[a][f] * flow[a, f, t] for a in arcs for f in fractions),
        "paid": lambda t: spent(t),
        "dumped": lambda t: total(flow[a, f, t] for a in dump for f in fractions),
    }

    def spent(t: int) -> object:
        return total(cost[a][f][t] * flow[a, f, t] for a in arcs for f in fractions) + total(
            capex[p][t] * built[p, t] for p in plants
        )

    model.supply = pyo.Constraint(net.sources.tolist(), fractions, years, rule=kept)
    model.station = pyo.Constraint(net.stations.tolist(), fractions, years, rule=passed)
    model.room = pyo.Constraint(plants, years, rule=treated)
    model.left = pyo.Constraint(landfills, years, rule=buried)
    for name, of_year in sums.items():
        limit = own.LIMITS[name]
        model.add_component(name, pyo.Constraint(years, rule=lambda m, t, s=of_year, x=limit: s(t) <= x))
    all_gas = total(gas[a][f] * flow[a, f, t] for a in arcs for f in fractions for t in years)
    model.all_gas = pyo.Constraint(expr=all_gas <= 1e15)
    model.objective = pyo.Objective(expr=total(spent(t) for t in years))
    solver = appsi.solvers.Highs()
    solver.set_instance(model)
    return solver
