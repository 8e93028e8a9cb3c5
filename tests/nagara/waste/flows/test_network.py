"""A network balances, says what is wrong with it, and can be extended by a few lines."""

from __future__ import annotations

import numpy as np
import pytest

from nagara.errors import LawBrokenError, NetworkError
from nagara.waste.flows.network import OUTSIDE, Network, Process, Stock
from nagara.waste.flows.network_laws import balance_gap, network_findings, require_laws, smallest_amount
from nagara.waste.flows.reconcile import reconcile


def transfer_station() -> Network:
    """100 t/day arrive, 93 are hauled to a landfill that keeps them; 5 are sorted out for sale."""
    return (
        Network()
        .with_process("transfer", "Transfer station")
        .with_process("landfill", has_stock=True)
        .with_flow("arriving", OUTSIDE, "transfer", (100.0, 90.0, 110.0))
        .with_flow("hauled", "transfer", "landfill", (93.0, 90.0, 96.0))
        .with_flow("sold", "transfer", OUTSIDE, (5.0, 4.0, 6.0))
    )


def test_every_process_has_a_balance():
    labels = [equation.label for equation in transfer_station().system().equations]
    assert labels == ["balance of transfer", "balance of landfill"]


def test_flows_and_stocks_are_the_columns_of_the_balances():
    network = transfer_station()
    assert network.names == ("arriving", "hauled", "sold", "stock.landfill")
    assert network.incidence().tolist() == [[1.0, -1.0, -1.0, 0.0], [0.0, 1.0, 0.0, -1.0]]


def test_reconciled_amounts_close():
    network = transfer_station()
    found = reconcile(network.system())
    amounts = np.array([found.values[name] for name in network.names], dtype=float)[:, None]
    assert balance_gap(network, amounts) < 1e-9
    assert found.values["stock.landfill"] == pytest.approx(found.values["hauled"])


def test_a_share_of_what_leaves_tells_a_flow_that_was_not_measured():
    network = (
        Network()
        .with_process("sorting")
        .with_flow("arriving", OUTSIDE, "sorting", 50.0)
        .with_flow("recovered", "sorting", OUTSIDE)
        .with_flow("rejects", "sorting", OUTSIDE)
        .with_share("rejects", (0.2, 0.15, 0.25))
    )
    found = reconcile(network.system())
    assert found.values["rejects"] == pytest.approx(10.0, rel=1e-6)
    assert found.values["recovered"] == pytest.approx(40.0, rel=1e-6)


def test_a_second_measurement_of_a_sum_is_a_check():
    network = transfer_station().with_measurement("books", ("hauled", "sold"), (97.0, 95.0, 99.0))
    found = reconcile(network.system())
    assert found.degrees_of_freedom == 2
    assert found.values["books"] == pytest.approx(found.values["hauled"] + found.values["sold"])


def test_a_loop_is_no_trouble():
    network = transfer_station().with_flow("back", "landfill", "transfer", (1.0, 0.5, 1.5))
    found = reconcile(network.system())
    amounts = np.array([found.values[name] for name in network.names], dtype=float)[:, None]
    require_laws(network, amounts, "all waste")


@pytest.mark.parametrize(
    ("extend", "said"),
    [
        (lambda n: n.with_process("transfer"), "process transfer: the name stands twice"),
        (lambda n: n.with_flow("sold", "transfer", OUTSIDE), "flow sold: the name stands twice"),
        (lambda n: n.with_flow("x", "transfer", "landfil"), "there is no process landfil. The nearest is landfill."),
        (lambda n: n.with_flow("x", "transfer", "transfer"), "flow x: it ends where it begins"),
        (lambda n: n.with_share("haled", 0.5), "there is no flow haled. The nearest is hauled."),
        (lambda n: n.with_measurement("books", "holed", 5.0), "books: there is no flow holed"),
        (lambda n: n.flow("zzz"), "there is no flow zzz. Known are: arriving, hauled, sold."),
    ],
)
def test_what_cannot_be_says_where_and_how_to_mend_it(extend, said: str):
    with pytest.raises(NetworkError, match=said.replace(".", r"\.")):
        extend(transfer_station())


def test_a_process_without_a_way_in_or_out_is_a_finding():
    network = (
        transfer_station().with_process("barge").with_process("island", "The island").with_flow("x", "barge", "island")
    )
    found = {(finding.code, finding.values["process"]) for finding in network_findings(network)}
    assert found == {("process-without-inlet", "barge"), ("process-without-outlet", "The island")}


def test_a_gap_and_a_negative_amount_break_a_law():
    network = transfer_station()
    closed = np.array([[98.0], [93.0], [5.0], [93.0]])
    require_laws(network, closed, "all waste")
    with pytest.raises(LawBrokenError, match="leaves it or stays in its stock"):
        require_laws(network, closed + np.array([[1e-6], [0.0], [0.0], [0.0]]), "all waste")
    with pytest.raises(LawBrokenError, match="negative"):
        require_laws(network, np.array([[88.0], [93.0], [-5.0], [93.0]]), "all waste")
    with pytest.raises(LawBrokenError, match="is a number"):
        require_laws(network, closed * np.nan, "all waste")


def test_a_stock_that_may_shrink_may_be_negative():
    from dataclasses import replace

    network = transfer_station()
    mined = replace(network, stocks=tuple(replace(stock, can_shrink=True) for stock in network.stocks))
    amounts = np.array([[0.0], [0.0], [0.0], [-3.0]])
    assert smallest_amount(mined, amounts) == 0.0
    assert smallest_amount(network, amounts) == -1.0


def test_what_would_be_taken_for_something_else_is_refused():
    network = transfer_station()
    with pytest.raises(NetworkError, match="beyond the boundary"):
        network.with_process(OUTSIDE)
    with pytest.raises(NetworkError, match=r"share share\.sold: the name stands twice"):
        network.with_share("sold", 0.05).with_share("sold", 0.06)
    with pytest.raises(NetworkError, match="names no flow"):
        network.with_measurement("gate", (), (5.0, 4.0, 6.0))
    with pytest.raises(NetworkError, match=r"stock stock\.pit: the name stands twice"):
        Network(processes=(Process(name="pit"),), stocks=(Stock(process="pit"), Stock(process="pit")))
