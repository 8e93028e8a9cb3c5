"""Every address of the site in the standing world, and who gets what there: the one list that all walks read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nagara_web.notices.unsubscribing import stop_link
from web_world import PARKS, World

PEOPLE = (
    "stranger",
    "officer",
    "second_officer",
    "head",
    "coordinator",
    "focal_point",
    "peer_reviewer",
    "secretary",
    "second_secretary",
    "host",
    "observer",
    "administrator",
    "other_officer",
    "other_head",
    "other_focal_point",
)
VISITORS = ("public", *PEOPLE)
ALL = frozenset(VISITORS)
SIGNED_IN = frozenset(PEOPLE)
OFFICERS = frozenset({"officer", "second_officer"})
WRITERS = OFFICERS | {"coordinator"}
CITY = WRITERS | {"head"}
SECRETARIAT = frozenset({"secretary", "second_secretary"})
NETWORK = SECRETARIAT | {"peer_reviewer"}
READERS = CITY | NETWORK | {"focal_point"}
"""Who reads what a city has submitted."""
CONSOLE = SECRETARIAT | {"host", "focal_point", "other_focal_point"}
KEEPERS = SECRETARIAT | {"administrator"}
"""Who keeps the list of places."""
SEES_PEOPLE = KEEPERS | CITY | {"focal_point", "other_focal_point", "other_officer", "other_head"}
APPOINTS = KEEPERS | {"head", "other_head"}
PREPARERS = SECRETARIAT | {"host"}
DELEGATES = OFFICERS | {"head", "other_officer", "other_head", "focal_point", "other_focal_point"}
"""Who speaks for a member city at a meeting."""
IN_THE_ROOMS = PREPARERS | DELEGATES | {"peer_reviewer", "observer"}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address in one state of the world.

    Parameters
    ----------
    name, path
        Of the pattern, and the address itself.
    seen
        Who gets 200.
    refused
        Who gets 403 and is told who can; everybody else gets 404, and the public is asked to sign in.
    others
        What everybody else gets.
    state
        Of the report, where that matters.
    is_page
        Whether it is a page of HTML that people look at.
    """

    name: str
    path: str
    seen: frozenset[str] = ALL
    refused: frozenset[str] = NOBODY
    others: int = 404
    state: str = ""
    is_page: bool = True
    statuses: dict[str, int] = field(default_factory=dict)
    """What single people get that is none of these."""
    asks_to_sign_in: bool = True

    def status_for(self, who: str) -> int:
        """What a visitor gets."""
        if who in self.statuses:
            return self.statuses[who]
        if who in self.seen:
            return 200
        if who == "public" and self.asks_to_sign_in:
            return 302
        return 403 if who in self.refused else self.others

    def __str__(self) -> str:
        return f"{self.name} {self.state}".strip()


def named_patterns() -> Iterator[tuple[str, str]]:
    """Name and pattern of every address of the site."""

    def walk(resolver: URLResolver, prefix: str, space: str) -> Iterator[tuple[str, str]]:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                yield from walk(each, prefix + str(each.pattern), inner)
            elif isinstance(each, URLPattern):
                yield f"{space}{each.name or '-'}", prefix + str(each.pattern)

    yield from walk(get_resolver(), "", "")


POST_ONLY = {
    "end_session",
    "withdraw_token",
    "send_invitation_again",
    "withdraw_invitation",
    "job_again",
    "notices_read",
    "follow",
    "report_send",
    "report_take_back",
    "report_begin_review",
    "report_comment",
    "report_seen",
    "report_coordinator",
    "report_start",
    "handing_page",
    "handing_received",
    "save_boundary",
    "evidence_attach",
    "evidence_remove",
    "answers_confirm",
    "answers_copy",
    "answers_remove",
    "meeting_move",
    "meeting_invite",
    "agenda_build",
    "agenda_item",
    "intervention_show",
    "papers_distribute",
    "paper_again",
    "paper_item",
    "outcome_paragraphs",
    "outcome_remove_clause",
    "outcome_decide",
    "outcome_propose",
    "network_undo",
    "agreement_publish",
    "agreement_party_remove",
    "agreement_obligation_remove",
    "agreement_entry",
    "round_principles",
    "plan_prove",
    "plan_stop",
    "plan_bring_back",
}
"""Names of buttons: a GET of them is answered 405."""


def public_pages(world: World) -> Iterator[Address]:
    """What everybody reads."""
    slugs = {"city": "rivermouth", "network": "river-cities", "round": "round-2026", "indicator": "sdg_11_6_1_frac"}
    for name in (
        "home",
        "about",
        "cities",
        "commitments",
        "commitment_cells",
        "commitment_years",
        "networks",
        "indicators",
        "rounds",
        "data",
        "languages",
        "components",
    ):
        yield Address(name=name, path=reverse(name))
    for name, slug in slugs.items():
        yield Address(name=name, path=reverse(name, args=[slug]))
    yield Address(name="country", path=reverse("country", args=["XXA"]))
    compare = "?a=rivermouth&b=hilltop&indicator=sdg_11_6_1_frac&year=2026"
    yield Address(name="compare", path=reverse("compare") + compare)
    yield Address(name="figure", path=reverse("figure", args=[world.figure.pk]))
    yield Address(name="figure_version", path=reverse("figure_version", args=[world.figure.pk, 1]))
    yield Address(name="no_daily_letter", path=_path_of(stop_link(world.cast.observer.pk)))
    yield Address(name="outbox", path=reverse("outbox"), seen=NOBODY, is_page=False, asks_to_sign_in=False)
    yield Address(name="passkey_script", path=reverse("passkey_script"), is_page=False)
    yield Address(name="letter", path=reverse("letter", args=[1]), seen=NOBODY, is_page=False, asks_to_sign_in=False)
    for name, rest in (("annual_report", ""), ("annual_report_at", "revisions/1/")):
        path = f"/rounds/round-2027/rivermouth/{rest}report.html"
        yield Address(name=name, path=path, seen=NOBODY, is_page=False, asks_to_sign_in=False, state="of a draft")
    word = "no-such-word"
    yield Address(
        name="invitation", path=reverse("invitation", args=[word]), seen=NOBODY, others=410, asks_to_sign_in=False
    )


def public_data(world: World) -> Iterator[Address]:
    """What programs read."""

    def data(name: str, *given: object, query: str = "") -> Iterator[Address]:
        for kind in ("json", "csv"):
            yield Address(name=name, path=reverse(name, args=[*given, kind]) + query, state=kind, is_page=False)

    for name in ("cities_data", "commitments_data", "indicators_data", "networks_data", "rounds_data"):
        yield from data(name)
    yield from data("city_data", "rivermouth")
    yield from data("country_data", "XXA")
    yield from data("network_data", "river-cities")
    yield from data("network_charter_data", "river-cities")
    yield from data("network_zero_waste_data", "river-cities")
    yield from data("network_work_plan_data", "river-cities")
    yield from data("network_group_data", "river-cities", world.kept.group.slug)
    yield from data("indicator_data", "sdg_11_6_1_frac")
    yield from data("round_data", "round-2026")
    yield from data("compare_data", query="?a=rivermouth&b=hilltop&indicator=sdg_11_6_1_frac&year=2026")
    yield from data("figure_data", world.figure.pk)
    yield from data("figure_version_data", world.figure.pk, 1)
    plain = {
        "figure_prov": [world.figure.pk, 1],
        "feed": ["city", "rivermouth"],
        "calendar": ["round-2026"],
        "city_boundary": ["rivermouth"],
        "api-1:openapi-json": [],
        "api-1:list_figures": [],
        "api-1:one_figure": [world.figure.pk],
        "api-1:one_version": [world.figure.pk, 1],
        "api-1:list_indicators": [],
        "api-1:list_cities": [],
        "api-1:list_networks": [],
        "api-1:one_network": ["river-cities"],
        "api-1:list_rounds": [],
        "api-1:list_plans": [],
    }
    for name, given in plain.items():
        yield Address(name=name, path=reverse(name, args=given), is_page=False)
    pk = world.answers.pk
    for name, given in {
        "api-1:list_answers": [],
        "api-1:read_table": [pk, "loads"],
        "api-1:write_table": [pk, "loads"],
        "api-1:read_findings": [pk],
    }.items():
        yield Address(
            name=name,
            path=reverse(name, args=given),
            seen=NOBODY,
            others=401,
            is_page=False,
            asks_to_sign_in=False,
            state="without a token",
        )


def account_pages(world: World) -> Iterator[Address]:
    """One's own account, and the pages of signing in."""
    for name in ("my_account", "change_me", "notices", "mfa_index", "usersessions_list", "account_email", "work"):
        yield Address(name=name, path=reverse(name), seen=SIGNED_IN)
    yield Address(name="my_data", path=reverse("my_data"), seen=SIGNED_IN, is_page=False)
    yield Address(name="account_change_password", path=reverse("account_change_password"), seen=SIGNED_IN)
    yield Address(name="account_logout", path=reverse("account_logout"), seen=SIGNED_IN)
    for name in ("make_token", "leave", "mfa_activate_totp", "mfa_add_webauthn"):
        # asks for the password again when it was typed long ago; the test client has never typed one
        yield Address(name=name, path=reverse(name), seen=NOBODY, others=302)
    yield Address(name="account_login", path=reverse("account_login"), seen=frozenset({"public"}), others=302)
    yield Address(name="account_reset_password", path=reverse("account_reset_password"))
    for name in ("account_reset_password_done", "account_reset_password_from_key_done"):
        yield Address(name=name, path=reverse(name))
    key = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "no-key"})
    yield Address(name="account_reset_password_from_key", path=key)
    yield Address(name="account_reauthenticate", path=reverse("account_reauthenticate"), seen=SIGNED_IN)
    yield Address(name="job", path=reverse("job", args=[world.job.pk]), seen=frozenset({"officer", "administrator"}))


def people_pages(world: World) -> Iterator[Address]:
    """People, and the log."""
    yield Address(name="people", path=reverse("people"), seen=SEES_PEOPLE)
    for name in ("invite", "appoint"):
        yield Address(name=name, path=reverse(name), seen=APPOINTS)
    own = KEEPERS | {"head"}
    yield Address(name="end_appointment", path=reverse("end_appointment", args=[world.appointment.pk]), seen=own)
    yield Address(name="hand_over", path=reverse("hand_over", args=[world.appointment.person_id]), seen=own)
    path = reverse("take_off_second_factor", args=[world.appointment.person_id])
    yield Address(name="take_off_second_factor", path=path, seen=frozenset({"administrator"}))
    yield Address(name="log", path=reverse("log"), seen=KEEPERS)


def places_pages(world: World) -> Iterator[Address]:
    """The list of places."""
    for name in ("places", "add_city", "add_country", "add_network", "add_initiative", "add_endorsement"):
        yield Address(name=name, path=reverse(name), seen=KEEPERS)
    for name in ("edit_city", "add_status", "add_membership"):
        yield Address(name=name, path=reverse(name, args=["rivermouth"]), seen=KEEPERS)
    adders = KEEPERS | OFFICERS | {"head"}
    for name in ("place", "add_name", "place_boundary"):
        yield Address(name=name, path=reverse(name, args=["rivermouth"]), seen=adders)
    yield Address(name="end_membership", path=reverse("end_membership", args=[world.membership.pk]), seen=KEEPERS)
    yield Address(name="end_status", path=reverse("end_status", args=[world.status.pk]), seen=KEEPERS)


def answers_pages(world: World) -> Iterator[Address]:
    """The answers of one city: of a draft, and of what was submitted."""
    for state, report, seen in (
        ("draft", world.draft, CITY),
        ("in review", world.in_review, READERS),
        ("published", world.published, READERS),
    ):
        pk = report.answer_set_id
        for name in ("answers", "history", "upload"):
            yield Address(name=name, path=reverse(name, args=[pk]), seen=seen, state=state)
        for name in ("workbook", "answers_csv", "phone_form"):
            yield Address(name=name, path=reverse(name, args=[pk]), seen=seen, state=state, is_page=False)
    pk = world.answers.pk

    def page(name: str, *given: object, **fields: object) -> Address:
        return Address(name=name, path=reverse(name, args=[pk, *given]), seen=CITY, state="draft", **fields)  # type: ignore[arg-type]

    yield page("answers_change", world.change.pk)
    yield page("upload_check", world.upload.pk)
    yield page("evidence_file", world.evidence.pk, is_page=False)
    for table in ("facilities", "loads", "weighings", "control", "own_indicators"):
        yield page("answers_table", table)
    for table in ("loads", "weighings"):
        yield page("answers_all", table)
    readers = {"head": 302, "coordinator": 302}  # they read the rows; the city has not asked the coordinator
    yield page("answers_new_row", "loads", statuses=readers)
    lead = reverse("report_of_answers", args=[pk])
    on = dict.fromkeys(CITY, 302)
    yield Address(name="report_of_answers", path=lead, seen=NOBODY, statuses=on, state="draft", is_page=False)
    for table in ("loads", "facilities"):
        yield page("answers_row", table, world.rows[table].pk)
    yield page("answers_part", "city", "population")
    yield page("answers_part", "own_indicators", PARKS)
    yield page("answers_part", "control", f"at-{world.rows['facilities'].pk}")
    yield page("answers_part", "weighings", f"area-{world.rows['areas'].pk}")


def rounds_pages(world: World) -> Iterator[Address]:
    """Reports in every state, and the console."""

    def page(
        name: str,
        report: object,
        state: str,
        seen: frozenset[str],
        known_to: frozenset[str] = NOBODY,
        *given: object,
        **fields: object,
    ) -> Address:
        path = reverse(name, args=[report.pk, *given])  # type: ignore[attr-defined]
        return Address(name=name, path=path, seen=seen, refused=known_to - seen, state=state, **fields)  # type: ignore[arg-type]

    states = {
        "draft": (world.draft, CITY),
        "in review": (world.in_review, READERS),
        "accepted": (world.accepted, READERS),
        "published": (world.published, READERS),
    }
    for state, (report, readers) in states.items():
        for name in ("report", "report_check", "report_events", "report_handing"):
            yield page(name, report, state, readers)
        for name in ("report_sign", "report_withdraw"):
            yield page(name, report, state, NOBODY, readers)
    for name in ("report_accept", "report_return", "report_publish", "report_reopen"):
        yield page(name, world.draft, "draft", NOBODY, CITY)
    yield page("report_extension", world.draft, "draft", OFFICERS | {"head"}, CITY)
    for name in ("report_accept", "report_return"):
        yield page(name, world.in_review, "in review", NETWORK, READERS)
    yield page("report_review", world.in_review, "in review", READERS)
    yield page("report_publish", world.accepted, "accepted", frozenset({"second_secretary"}), READERS)
    for state in ("accepted", "published"):
        report = states[state][0]
        yield page("report_reopen", report, state, SECRETARIAT, READERS)
        yield page("report_correct", report, state, OFFICERS | {"head"}, READERS)
    for name in ("handing_table", "handing_letter", "handing_letter_pdf"):
        yield page(name, world.published, "published", READERS, NOBODY, world.handing.pk, is_page=False)
    path = reverse("extension_answer", args=[world.extension.pk])
    yield Address(name="extension_answer", path=path, seen=SECRETARIAT, refused=CITY, state="draft")
    yield Address(name="round_new", path=reverse("round_new"), seen=SECRETARIAT)
    for name in ("console", "console_csv"):
        yield Address(name=name, path=reverse(name, args=["round-2027"]), seen=CONSOLE, is_page=name == "console")
    for name in ("console_contradictions", "round_edit", "round_open", "round_questions"):
        yield Address(name=name, path=reverse(name, args=["round-2027"]), seen=SECRETARIAT)
    for name in ("round_questions", "round_commitments", "round_indicator", "round_open"):
        yield Address(name=name, path=reverse(name, args=["round-2028"]), seen=SECRETARIAT, state="planned")
    yield Address(
        name="round", path=reverse("round", args=["round-2028"]), seen=NOBODY, asks_to_sign_in=False, state="planned"
    )


def networks_pages(world: World) -> Iterator[Address]:
    """What a network says of itself, and the rooms in which that is kept."""
    slug, kept = "river-cities", world.kept
    group = kept.group.slug
    public: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("network_charter", ()),
        ("network_charter_version", (1,)),
        ("network_work_plan", ()),
        ("network_zero_waste", ()),
        ("network_group", (group,)),
    )
    for name, given in public:
        yield Address(name=name, path=reverse(name, args=[slug, *given]))
    for name in ("networks_kept", "network_found"):
        yield Address(name=name, path=reverse(name), seen=KEEPERS)
    rooms: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("network_desk", ()),
        ("network_history", ()),
        ("network_charter_desk", ()),
        ("network_charter_write", ()),
        ("network_charter_publish", ()),
        ("network_members_desk", ()),
        ("network_member_add", ()),
        ("network_member_end", (world.membership.pk,)),
        ("network_focal_point_add", ("rivermouth",)),
        ("network_fact_end", ("focal-point", kept.point.pk)),
        ("network_indicators_desk", ()),
        ("network_indicator_add", ()),
        ("network_work_desk", ()),
        ("network_work_add", ()),
        ("network_work_change", (kept.item.pk,)),
        ("network_note_add", (kept.item.pk,)),
        ("network_groups_desk", ()),
        ("network_group_add", ()),
        ("network_group_desk", (group,)),
        ("network_group_change", (group,)),
        ("network_group_city_add", (group,)),
        ("network_group_action_add", (group,)),
        ("network_group_indicator_add", (group,)),
    )
    for name, given in rooms:
        yield Address(name=name, path=reverse(name, args=[slug, *given]), seen=KEEPERS)


def meetings_pages(world: World) -> Iterator[Address]:
    """Meetings as everybody reads them, and the rooms in which one is prepared."""
    room = world.room
    slug, amendment = room.meeting.slug, room.amendment

    def page(name: str, seen: frozenset[str], *given: object) -> Address:
        path = reverse(name, args=[slug, *given])
        return Address(name=name, path=path, seen=seen, refused=IN_THE_ROOMS - seen)

    yield Address(name="meetings", path=reverse("meetings"))
    yield Address(name="meeting", path=reverse("meeting", args=[slug]))
    for name in ("meeting_json", "meeting_calendar"):
        yield Address(name=name, path=reverse(name, args=[slug]), is_page=False)
    yield Address(name="meetings_calendar", path=reverse("meetings_calendar"), is_page=False)
    path = reverse("paper_file", args=[slug, room.paper.paper.number, 0, "waste-annex.html"])
    yield Address(name="paper_file", path=path, is_page=False)
    yield Address(name="meeting_rooms", path=reverse("meeting_rooms"), seen=IN_THE_ROOMS)
    yield Address(name="meeting_new", path=reverse("meeting_new"), seen=SECRETARIAT)
    for name in ("prepare", "agenda", "papers", "delegations", "outcome", "interventions", "minutes"):
        yield page(f"meeting_{name}", IN_THE_ROOMS)
    yield Address(name="interventions", path=reverse("interventions"))
    path = reverse("statement_file", args=[slug, room.statement.pk, room.statement.file_name])
    yield Address(name="statement_file", path=path, is_page=False)
    letters = reverse("messages", args=[room.meeting.network.slug])
    yield Address(name="messages", path=letters, seen=SECRETARIAT)
    yield Address(name="message_write", path=f"{letters}no-reply/", seen=SECRETARIAT)
    yield Address(name="message_words", path=f"{letters}no-reply/en/", seen=SECRETARIAT)
    yield page("outcome_amendment", IN_THE_ROOMS, amendment.pk)
    path = reverse("outcome_word", args=[slug])
    yield Address(name="outcome_word", path=path, seen=IN_THE_ROOMS, is_page=False)
    for name in ("meeting_hand_over", "meeting_edit", "paper_upload"):
        yield page(name, PREPARERS)
    path = reverse("delegations_csv", args=[slug])
    yield Address(name="delegations_csv", path=path, seen=PREPARERS, refused=IN_THE_ROOMS - PREPARERS, is_page=False)
    yield page("meeting_delegation", PREPARERS, room.delegation.pk)
    yield page("item_minutes", PREPARERS, room.item.pk)
    yield page("decision_close", PREPARERS, room.decision.pk)
    for name in ("meeting_announce", "outcome_new_clause", "outcome_adopt"):
        yield page(name, SECRETARIAT)
    yield page("outcome_clause", SECRETARIAT, amendment.clause_id)
    yield page("outcome_amend", DELEGATES, amendment.clause_id)


def meetings_buttons(world: World) -> Iterator[Address]:
    """What is pressed in the rooms of a meeting."""
    room = world.room
    paper, clause = room.paper.paper_id, room.amendment.clause_id
    pressed: tuple[tuple[str, frozenset[str], tuple[object, ...]], ...] = (
        ("meeting_move", SECRETARIAT, ()),
        ("meeting_invite", PREPARERS, ()),
        ("agenda_build", PREPARERS, ()),
        ("agenda_item", PREPARERS, (room.item.pk,)),
        ("intervention_show", PREPARERS | {"other_officer", "other_head", "focal_point"}, (room.statement.pk,)),
        ("papers_distribute", PREPARERS, ()),
        ("paper_again", PREPARERS, (paper, 0)),
        ("paper_item", PREPARERS, (paper,)),
        ("outcome_paragraphs", SECRETARIAT, ()),
        ("outcome_remove_clause", SECRETARIAT, (clause,)),
        ("outcome_decide", SECRETARIAT, (room.amendment.pk,)),
        ("outcome_propose", SECRETARIAT, ()),
    )
    for name, seen, given in pressed:
        path = reverse(name, args=[room.meeting.slug, *given])
        yield Address(name=name, path=path, seen=seen, refused=IN_THE_ROOMS, is_page=False, state="pressed")


def agreements_pages(world: World) -> Iterator[Address]:
    """The register of agreements for everybody, and the desk of those who keep it or are bound."""
    signed = world.signed
    slug, draft = signed.agreement.slug, signed.draft.slug
    for name, given in (("agreements", []), ("agreement", [slug]), ("principles", [])):
        yield Address(name=name, path=reverse(name, args=given))
    for kind in ("json", "csv"):
        for name in ("agreements_data", "principles_data"):
            yield Address(name=name, path=reverse(name, args=[kind]), is_page=False)
        yield Address(name="agreement_data", path=reverse("agreement_data", args=[slug, kind]), is_page=False)
    hidden = reverse("agreement", args=[draft])
    yield Address(name="agreement", path=hidden, seen=NOBODY, asks_to_sign_in=False, state="not published")
    path = reverse("agreement_file", args=[draft, signed.file.pk, signed.file.name])
    yield Address(name="agreement_file", path=path, seen=KEEPERS, is_page=False, asks_to_sign_in=False)
    own, others = OFFICERS | {"head"}, frozenset({"other_officer", "other_head"})
    yield Address(name="agreement_desks", path=reverse("agreement_desks"), seen=KEEPERS | own | others)
    partner = [signed.partner.slug]
    for name, given in (("agreement_new", []), ("agreement_partner_new", []), ("agreement_partner", partner)):
        yield Address(name=name, path=reverse(name, args=given), seen=KEEPERS)
    yield Address(name="agreement_desk", path=reverse("agreement_desk", args=[slug]), seen=KEEPERS | own | others)
    path = reverse("agreement_desk", args=[draft])
    yield Address(name="agreement_desk", path=path, seen=KEEPERS, state="not published")
    for name in ("change", "document", "take_back", "say", "party_new", "obligation_new"):
        yield Address(name=f"agreement_{name}", path=reverse(f"agreement_{name}", args=[slug]), seen=KEEPERS)
    for number, seen in ((1, KEEPERS | own), (2, KEEPERS), (3, KEEPERS | others)):
        path = reverse("agreement_obligation_say", args=[slug, number])
        yield Address(name="agreement_obligation_say", path=path, seen=seen, state=str(number))
    yield Address(name="agreement_obligation", path=reverse("agreement_obligation", args=[slug, 1]), seen=KEEPERS)


def agreements_buttons(world: World) -> Iterator[Address]:
    """What is pressed on the desk of an agreement."""
    signed = world.signed
    slug, draft = signed.agreement.slug, signed.draft.slug
    for name, given in (
        ("agreement_publish", [draft]),
        ("agreement_party_remove", [draft, signed.party.pk]),
        ("agreement_obligation_remove", [draft, 1]),
        ("agreement_entry", [slug, signed.said.pk]),
    ):
        yield Address(name=name, path=reverse(name, args=given), seen=KEEPERS, is_page=False, state="pressed")
    path = reverse("round_principles", args=["round-2028"])
    yield Address(name="round_principles", path=path, seen=SECRETARIAT, is_page=False, state="pressed")


def plans_pages(world: World) -> Iterator[Address]:
    """Plans of a city, of which only its people and its coordinator know; she made none, as nobody asked her to."""
    makes, city, pk = OFFICERS | {"head"}, "rivermouth", world.plan.pk
    yield Address(name="plans", path=reverse("plans", args=[city]), seen=CITY | SECRETARIAT)
    yield Address(name="plan_new", path=reverse("plan_new", args=[city]), seen=makes)
    sent_back = dict.fromkeys(CITY | SECRETARIAT, 302)
    yield Address(name="plan_compare", path=reverse("plan_compare", args=[city]), seen=NOBODY, statuses=sent_back)
    yield Address(name="plan", path=reverse("plan", args=[city, pk]), seen=CITY)
    for name in ("plan_change", "plan_share", "plan_attach", "plan_front", "plan_stages", "plan_serves", "plan_delete"):
        yield Address(name=name, path=reverse(name, args=[city, pk]), seen=makes)
    for name in ("places-file", "several-cities"):
        yield Address(name="plan_guide", path=reverse("plan_guide", args=[city, name]), seen=CITY | SECRETARIAT)
    path = reverse("plan_places_example", args=[city])
    yield Address(name="plan_places_example", path=path, seen=makes, is_page=False)
    path = reverse("plan_places", args=[city, pk])
    yield Address(name="plan_places", path=path, seen=NOBODY, is_page=False, state="no file was sent")
    for kind in ("json", "html"):
        path = reverse("plan_data", args=[city, pk, kind])
        yield Address(name="plan_data", path=path, seen=CITY, is_page=False, state=kind)
    yield Address(name="public_plans", path=reverse("public_plans"))
    yield Address(name="plans_data", path=reverse("plans_data", args=["json"]), is_page=False)
    yield Address(name="plans_data", path=reverse("plans_data", args=["csv"]), is_page=False)
    for name, given in (
        ("public_plan_data", [pk, "json"]),
        ("public_plan_sheet", [pk, "csv"]),
        ("api-1:one_plan", [pk]),
    ):
        path = reverse(name, args=given)
        yield Address(name=name, path=path, seen=NOBODY, is_page=False, asks_to_sign_in=False, state="not shared")
    hidden = reverse("public_plan", args=[pk])
    yield Address(name="public_plan", path=hidden, seen=NOBODY, asks_to_sign_in=False, state="not shared")


def plans_buttons(world: World) -> Iterator[Address]:
    """What is pressed on the page of a plan."""
    for name in ("plan_stop", "plan_prove"):
        path = reverse(name, args=["rivermouth", world.plan.pk])
        yield Address(name=name, path=path, seen=OFFICERS | {"head"}, is_page=False, state="pressed")
    path = reverse("plan_bring_back", args=["rivermouth", world.plan.pk])
    yield Address(name="plan_bring_back", path=path, seen=NOBODY, is_page=False, state="pressed")


def buttons(world: World) -> Iterator[Address]:
    """What is only ever pressed: who may, and who gets 403 or 404 (``seen`` is who may)."""
    pk, answers = world.draft.pk, world.answers.pk
    row = world.rows["loads"]

    def button(name: str, *given: object, seen: frozenset[str], refused: frozenset[str] = NOBODY) -> Address:
        path = reverse(name, args=given)
        return Address(name=name, path=path, seen=seen, refused=refused, is_page=False, state="pressed")

    yield button("report_send", pk, seen=CITY)
    yield button("report_take_back", pk, seen=NOBODY, refused=CITY)
    yield button("report_begin_review", pk, seen=NOBODY, refused=CITY)
    yield button("report_comment", pk, seen=CITY)
    yield button("report_seen", pk, seen=NOBODY, refused=CITY)
    yield button("report_coordinator", pk, seen=OFFICERS | {"head"}, refused=CITY)
    hands_on = OFFICERS | SECRETARIAT | {"head"}
    for name in ("handing_page", "handing_received"):
        yield button(name, world.published.pk, world.handing.pk, seen=hands_on, refused=READERS)
    yield button("evidence_attach", answers, seen=WRITERS, refused=CITY)
    yield button("evidence_remove", answers, world.evidence.pk, seen=WRITERS, refused=CITY)
    yield button("answers_confirm", answers, "loads", seen=WRITERS, refused=CITY)
    yield button("answers_copy", answers, "loads", row.pk, seen=WRITERS, refused=CITY)
    yield button("answers_remove", answers, "loads", row.pk, seen=WRITERS, refused=CITY)
    yield button("job_again", world.job.pk, seen=frozenset({"officer", "administrator"}))
    yield button("save_boundary", "rivermouth", seen=KEEPERS | OFFICERS | {"head"})
    yield button("send_invitation_again", world.invitation.pk, seen=KEEPERS | {"head"})
    yield button("withdraw_invitation", world.invitation.pk, seen=KEEPERS | {"head"})
    yield button("report_start", "round-2027", seen=SIGNED_IN)
    for name in ("notices_read", "follow"):
        yield button(name, seen=SIGNED_IN)
    for name in ("withdraw_token", "end_session"):
        yield button(name, 1, seen=SIGNED_IN)
    yield button("language", seen=ALL)
    yield from meetings_buttons(world)
    yield from agreements_buttons(world)
    yield from plans_buttons(world)
    yield button("network_undo", "river-cities", world.kept.change.pk, seen=KEEPERS)


def declarations_pages(world: World) -> Iterator[Address]:
    """The register for everybody, and the desk of those who keep it."""
    slug, draft = world.declaration.slug, world.declaration_draft.slug
    yield Address(name="declarations", path=reverse("declarations"))
    yield Address(name="document", path=reverse("document", args=[slug]))
    yield Address(name="clause", path=reverse("clause", args=[slug, "1"]))
    yield Address(name="thread", path=reverse("thread", args=[f"{slug}.1"]))
    yield Address(name="document_version", path=reverse("document_version", args=[slug, 1]))
    yield Address(name="document_akn", path=reverse("document_akn", args=[slug]), is_page=False)
    for kind in ("json", "csv"):
        yield Address(name="declarations_data", path=reverse("declarations_data", args=[kind]), is_page=False)
        yield Address(name="document_data", path=reverse("document_data", args=[slug, kind]), is_page=False)
        yield Address(name="thread_data", path=reverse("thread_data", args=[f"{slug}.1", kind]), is_page=False)
    for name, given in (("document", [draft]), ("clause", [draft, "1"]), ("thread", [f"{draft}.1"])):
        path = reverse(name, args=given)
        yield Address(name=name, path=path, seen=NOBODY, is_page=False, asks_to_sign_in=False, state="not published")
    for name in ("declaration_desks", "declaration_new", "declaration_meeting", "declaration_requests"):
        yield Address(name=name, path=reverse(name), seen=KEEPERS)
    for name in ("declaration_desk", "declaration_edit", "declaration_text", "declaration_send_back"):
        yield Address(name=name, path=reverse(name, args=[draft]), seen=KEEPERS)
    yield Address(name="declaration_correct", path=reverse("declaration_correct", args=[slug]), seen=KEEPERS)
    for name, rest in (
        ("declaration_links", []),
        ("declaration_clause", ["1"]),
        ("declaration_request_add", ["1"]),
        ("declaration_measure", ["1", "a"]),
    ):
        yield Address(name=name, path=reverse(name, args=[slug, *rest]), seen=KEEPERS)
    yield Address(name="declaration_request", path=reverse("declaration_request", args=[world.asked.pk]), seen=KEEPERS)


def addresses(world: World) -> list[Address]:
    """All of them, buttons apart."""
    public = (public_pages, public_data, account_pages, people_pages, places_pages)
    desks = (declarations_pages, meetings_pages, networks_pages, agreements_pages, plans_pages)
    parts = (*public, answers_pages, rounds_pages, *desks)
    return [each for part in parts for each in part(world)]


def _path_of(link: str) -> str:
    return "/" + link.split("//", 1)[1].split("/", 1)[1]
