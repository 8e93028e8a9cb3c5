"""The register of the library, and a declaration of the invented network with measures that its cities answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from nagara.commitments.importer.propose import propose
from nagara_web.declarations import actions
from nagara_web.declarations.queries import part, parts_of_document
from nagara_web.demo.clock import at
from nagara_web.demo.people import DemoPerson
from nagara_web.figures.queries import indicator
from nagara_web.places.queries import network

__all__ = ["DECLARATION", "seed_declarations"]

NETWORK: Final = "river-capitals"
DECLARATION: Final = """Declaration of the River Capitals

We, the mayors of the river capitals, met in Hilltop on {day} {month} {year}.

RECALLING that a river carries downstream whatever a city does not collect;

we hereby commit to:

1. Collect waste from at least nine households in ten by {by}.

2. Protect the river by closing open dumps, recovering more of what is thrown away, and reporting our waste every year.

3. Forbid single-use plastic bags in every market.

4. Look forward to learning from each other.

ENCOURAGING the ministries of our countries to give cities access to climate finance.

ADOPTED in Hilltop on {day} {month} {year}.
"""


def seed_declarations(people: Sequence[DemoPerson], *, now: datetime) -> None:
    """Write the register, adopt the invented declaration, and say how its parts are measured.

    Parameters
    ----------
    people
        Everybody of the demonstration; the two of the secretariat write and publish.
    now
        The end of the story.
    """
    network_id = network(NETWORK).pk
    first, second = [each.person_id for each in people if each.role == "Secretariat"][:2]
    with at(now - timedelta(days=420)):
        actions.seed_register()
        met = (now - timedelta(days=420)).date()
        forum = actions.add_forum(slug="river-forum", name="Forum of River Capitals (invented)", is_invented=True)
        session = actions.add_session(forum.slug, year=met.year, place="Hilltop", starts_on=met, ends_on=met)
        text = DECLARATION.format(day=met.day, month=f"{met:%B}", year=met.year, by=met.year + 5)
        document = actions.adopt_document(
            session.pk,
            title="Declaration of the River Capitals (invented)",
            adopted_on=met,
            text=propose(text, language="en"),
            links=[actions.NewLink(later="2", earlier="mgmac-2025-communique", relation="continues")]
            if met.year >= 2025
            else [],
            network_id=network_id,
            is_invented=True,
            person_id=first,
            published_by_id=second,
        )
        parts = {each.code: each.pk for each in parts_of_document(document.pk)}
        measures = {f"{document.slug}.{key}": each for key, each in _measures(met.year, network_id).items()}
        for code, measure in {**measures, **_of_the_register(network_id)}.items():
            found = part(code)
            part_id = found.pk if found else parts.get(code)
            if part_id is not None:
                actions.write_measure(part_id, measure, person_id=first, role="secretariat")
                actions.publish_measure(part_id, person_id=second, role="secretariat")


def _measures(year: int, network_id: int) -> dict[str, actions.NewMeasure]:
    """By key of the part."""
    due = date(year + 5, 12, 31)
    city = [{"kind": "city", "name": ""}]
    return {
        "1.a": actions.NewMeasure(
            owners=city,
            answer_type="indicator",
            indicator_id=_known("msw_collected_frac"),
            indicator_code="msw_collected_frac",
            unit="share",
            is_share=True,
            aim="at-least",
            target_value=0.9,
            target_words="at least nine households in ten",
            due=due,
            left_open=["baseline"],
            network_id=network_id,
        ),
        "2.a": _yes(city, network_id, "Is every open dump of the city closed?"),
        "2.b": actions.NewMeasure(
            owners=city,
            answer_type="indicator",
            indicator_id=_known("recovery_frac"),
            indicator_code="recovery_frac",
            unit="share",
            is_share=True,
            left_open=["baseline", "target", "due"],
            network_id=network_id,
        ),
        "2.c": _yes(city, network_id, "Did the city report its waste this year?"),
        "3.a": _yes(city, network_id, "Are single-use plastic bags forbidden in every market?"),
    }


def _of_the_register(network_id: int) -> dict[str, actions.NewMeasure]:
    """How two promises of the real declarations are measured in the cities of the invented network."""
    city = [{"kind": "city", "name": ""}]
    return {
        "amf-2024-declaration.2.g": actions.NewMeasure(
            owners=city,
            answer_type="yes-no",
            question="Does a warning of every hazard that the city knows reach all who live there?",
            left_open=["baseline", "target", "due"],
            network_id=network_id,
        ),
        "mgmac-2025-communique.r9.b": actions.NewMeasure(
            owners=city,
            answer_type="indicator",
            indicator_id=_known("sdg_11_6_1_frac"),
            indicator_code="SDG 11.6.1",
            unit="share",
            is_share=True,
            left_open=["baseline", "target", "due"],
            network_id=network_id,
        ),
    }


def _yes(owners: list[dict[str, str]], network_id: int, question: str) -> actions.NewMeasure:
    return actions.NewMeasure(
        owners=owners,
        answer_type="yes-no",
        question=question,
        aim="at-least",
        target_value=1,
        left_open=["baseline", "due"],
        network_id=network_id,
    )


def _known(code: str) -> str | None:
    return code if indicator(code) else None
