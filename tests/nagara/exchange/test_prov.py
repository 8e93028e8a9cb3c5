from __future__ import annotations

import json
from datetime import UTC, datetime

from prov.model import ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity

from nagara.exchange.prov import FigureOrigin, as_prov

AT = datetime(2026, 8, 3, 9, 30, tzinfo=UTC)
ORIGIN = FigureOrigin(
    site="https://network.example",
    figure="figures/12",
    version="figures/12/versions/2",
    before="figures/12/versions/1",
    label="Waste in controlled facilities, Rivermouth 2025",
    published_at=AT,
    source_title="Round 2025",
    values={"value_frac": 0.51, "low_frac": 0.42, "method": "survey", "answer": None},
    roles={"made": "city-officer", "signed": "head-of-city", "published": ""},
    inputs={"answers.json": "ab" * 32},
    defaults={"reject rate": "0.1 (0.05 to 0.2)"},
    program={"nagara": "0.4.0", "numpy": "2.1"},
    settings={"seed": 1, "draws": 10_000},
    reason="The gate book was read twice",
)


def read(origin: FigureOrigin) -> ProvDocument:
    return ProvDocument.deserialize(content=json.dumps(as_prov(origin)), format="json")


def labels(document: ProvDocument, kind: type) -> set[str]:
    return {str(each.identifier) for each in document.get_records(kind)}


def test_another_program_reads_the_document_and_writes_the_same_again():
    document = read(ORIGIN)
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document
    assert "specializationOf(site:figures/12/versions/2, site:figures/12)" in document.get_provn()


def test_a_version_is_a_revision_of_the_one_before_and_names_its_source():
    document = read(ORIGIN)
    kinds = {str(next(iter(each.get_attribute("prov:type")))) for each in document.get_records(ProvDerivation)}
    assert kinds == {"prov:Revision", "prov:PrimarySource"}


def test_the_calculation_used_the_files_and_what_was_supplied():
    document = read(ORIGIN)
    assert labels(document, ProvActivity) == {
        "site:figures/12/versions/2#calculation",
        "site:figures/12/versions/2#publication",
    }
    entities = labels(document, ProvEntity)
    assert {"site:figures/12/versions/2#input-1", "site:figures/12/versions/2#supplied-1"} <= entities
    assert "ab" * 32 in document.get_provn()


def test_roles_are_said_and_a_role_that_is_not_known_is_left_out():
    agents = labels(read(ORIGIN), ProvAgent)
    assert agents == {f"site:figures/12/versions/2#{each}" for each in ("program", "made-by", "signed-by")}


def test_a_figure_of_a_document_of_others_has_no_calculation():
    document = read(
        FigureOrigin(
            site="https://network.example",
            figure="figures/1",
            version="figures/1/versions/1",
            label="A figure",
            published_at=AT,
            source_title="A census of dumps",
            source_address="https://source.example/",
        )
    )
    assert labels(document, ProvActivity) == {"site:figures/1/versions/1#publication"}
    assert "wasGeneratedBy" not in document.get_provn()
