"""A row of other flows without a number says why, or is doubted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented_city import invented_city
from invented_flows import measured
from nagara.waste.records import Notation
from nagara.waste.rules.flows import flow_findings


@pytest.mark.parametrize(("notation", "count"), [(None, 1), (Notation.NOT_ESTIMATED, 1), (Notation.NOT_OCCURRING, 0)])
def test_a_row_without_a_number(notation: Notation | None, count: int):
    records = replace(invented_city(), measured_flows=(measured(notation=notation),))
    assert [finding.code for finding in flow_findings(records)] == ["flow-without-number"] * count


def test_a_share_is_a_number():
    records = replace(invented_city(), measured_flows=(measured(share_of_source_frac=0.4),))
    assert list(flow_findings(records)) == []
