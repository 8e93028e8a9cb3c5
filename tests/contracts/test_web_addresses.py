"""Every address of the site for everybody: who gets it, who is told who can, and for whom it does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zlib import crc32

import pytest
from django.db import transaction
from django.template import engines
from django.test import Client

from web_addresses import POST_ONLY, VISITORS, Address, addresses, buttons, named_patterns
from web_world import World, make_world

pytestmark = pytest.mark.django_db

MISSING = "‹missing›"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOT_TRIED_HERE = {
    "-": "answers 404 in the shape of the API for what is not there; tests of opendata ask it",
    "api-1:api-root": "no view: the name from which addresses of the API are made",
    "account_confirm_email": "leads on with the word of a letter; tests of accounts ask it",
    "account_confirm_login_code": "signing in by a code in a letter is switched off",
    "account_email_verification_sent": "letters that prove an address are only sent when one changes it",
    "account_inactive": "says that an account is closed; no session leads to it",
    "account_set_password": "only for people without a password: everybody has one",
    "account_signup": "nobody signs up: people are invited; tests of accounts ask it",
    "mfa_authenticate": "the second step of signing in; the browser journeys take it",
    "mfa_reauthenticate": "as above",
    "mfa_reauthenticate_webauthn": "as above",
    "mfa_login_webauthn": "as above",
    "mfa_list_webauthn": "asks for the password again; the browser journeys take it",
    "mfa_edit_webauthn": "as above",
    "mfa_remove_webauthn": "as above",
    "mfa_deactivate_totp": "as above",
    "mfa_view_recovery_codes": "as above",
    "mfa_generate_recovery_codes": "as above",
    "mfa_download_recovery_codes": "as above",
    "second_factor": "leads on whoever need not have one; the browser journeys take it",
}
MAY_BE_SENT_WITHOUT_TOKEN = {"no_daily_letter", "api-1:list_answers", "api-1:read_table", "api-1:write_table"}
"""A mail program presses the one, programs with a personal token the others."""
WITHOUT_RIGHT = ("officer", "coordinator", "host", "other_head")
"""Who tries to press what they do not see, one of each sort."""
FEW = 2
SAMPLE = ("public", "stranger", "officer")
"""Who tries what everybody may read."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    return {who: _browser(world, who) for who in VISITORS}


def _browser(world: World, who: str, *, checks_token: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_token, raise_request_exception=False)
    if who != "public":
        client.force_login(getattr(world.cast, who), backend=BACKEND)
    return client


def _tried_by(address: Address) -> tuple[str, ...]:
    """Everybody, but of those who may have a file that is long in the making only one."""
    if "public" in address.seen and len(address.seen) == len(VISITORS):
        return SAMPLE
    if address.is_page:
        return VISITORS
    allowed = [who for who in VISITORS if who in address.seen]
    return tuple(who for who in VISITORS if who not in allowed[1:])


def _tried_by_some(address: Address) -> tuple[str, ...]:
    """Of those who may and of those who may not, two each, and others for each address."""
    everybody, turn = _tried_by(address), crc32(address.path.encode())
    may = [who for who in everybody if who in address.seen]
    may_not = [who for who in everybody if who not in address.seen]
    return tuple(side[(turn + n) % len(side)] for side in (may, may_not) for n in range(min(FEW, len(side))))


def _answers(
    ask: Callable[[Address, str], int], found: list[Address], tried_by: Callable[[Address], tuple[str, ...]] = _tried_by
) -> list[tuple[str, str, int, int]]:
    """Every answer that is another one than expected."""
    wrong = []
    for address in found:
        for who in tried_by(address):
            with transaction.atomic():
                status = ask(address, who)
            if status != address.status_for(who):
                wrong.append((f"{address} {address.path}", who, address.status_for(who), status))
    return wrong


def test_every_address_is_in_the_list_or_says_why_not(world: World) -> None:
    tried = {each.name for each in (*addresses(world), *buttons(world))}
    named = {name for name, _pattern in named_patterns()}
    assert named - tried - set(NOT_TRIED_HERE) == set(), "add it to tests/web_addresses.py"
    assert set(NOT_TRIED_HERE) <= named - tried, "these are tried, or are no addresses any more"
    assert named >= POST_ONLY


@pytest.mark.parametrize("tried_by", [_tried_by_some, pytest.param(_tried_by, marks=pytest.mark.long)])
def test_everybody_gets_what_is_theirs_and_nothing_else(
    world: World,
    browsers: dict[str, Client],
    monkeypatch: pytest.MonkeyPatch,
    tried_by: Callable[[Address], tuple[str, ...]],
) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)
    unfinished = []

    def ask(address: Address, who: str) -> int:
        response = browsers[who].get(address.path)
        if "html" in response.headers.get("Content-Type", "") and MISSING in response.content.decode():
            unfinished.append((str(address), who))
        response.close()
        return response.status_code

    assert _answers(ask, addresses(world), tried_by) == []
    assert unfinished == [], "a template names what its page does not give"


def test_a_button_does_nothing_for_whom_it_is_not(world: World, browsers: dict[str, Client]) -> None:
    def others(address: Address) -> tuple[str, ...]:
        return tuple(who for who in VISITORS if who not in address.seen)

    def press(address: Address, who: str) -> int:
        return browsers[who].post(address.path).status_code

    before = _state(world)
    assert _answers(press, list(buttons(world)), others) == []
    assert _state(world) == before


def test_a_page_takes_nothing_from_whom_it_does_not_open_to(world: World, browsers: dict[str, Client]) -> None:
    before = _state(world)
    wrong = []
    for address in addresses(world):
        for who in WITHOUT_RIGHT:
            if address.status_for(who) not in {403, 404}:
                continue
            status = browsers[who].post(address.path, {"agrees": "on"}).status_code
            if status not in {403, 404, 405}:
                wrong.append((f"{address} {address.path}", who, status))
    assert wrong == []
    assert _state(world) == before


def test_a_button_is_never_a_link(world: World, browsers: dict[str, Client]) -> None:
    wrong = {
        (str(address), status)
        for address in buttons(world)
        if (status := browsers["officer"].get(address.path).status_code) not in {302, 404, 405}
    }
    assert wrong == set()


@pytest.mark.parametrize("who", ["public", "officer", "second_secretary", "administrator"])
def test_every_change_needs_the_token_against_forgery(world: World, who: str) -> None:
    browser = _browser(world, who, checks_token=True)
    before = _state(world)
    wrong = []
    for address in (*addresses(world), *buttons(world)):
        if address.name in MAY_BE_SENT_WITHOUT_TOKEN:
            continue
        for verb in ("post", "put", "delete") if who == "officer" else ("post",):
            status = getattr(browser, verb)(address.path).status_code
            if status not in {401, 403, 404, 405}:
                wrong.append((f"{verb} {address} {address.path}", status))
    assert wrong == []
    assert _state(world) == before


def _state(world: World) -> list[tuple[object, ...]]:
    """Everything that a forged request could have moved."""
    from nagara_web.accounts.models import Appointment, Invitation, Person, Token
    from nagara_web.answers.models import Change, Evidence, Upload
    from nagara_web.audit.models import Event
    from nagara_web.declarations.models import ClauseChange, Link, Measure, RequestEntry
    from nagara_web.figures.models import FigureVersion
    from nagara_web.places.models import BoundaryEdition, City, CityStatus, Membership, PlaceName
    from nagara_web.rounds.models import Comment, Extension, Handing, Report, Round

    models = (Appointment, Invitation, Token, Change, Evidence, Upload, FigureVersion, BoundaryEdition)
    counts = [(each.__name__, each.objects.count()) for each in models]  # type: ignore[attr-defined]
    more = (City, CityStatus, Membership, PlaceName, Comment, Extension, Handing, Round, Event)
    more += (ClauseChange, Link, Measure, RequestEntry)  # type: ignore[assignment]
    counts += [(each.__name__, each.objects.count()) for each in more]  # type: ignore[attr-defined]
    states = Report.objects.order_by("pk").values_list("pk", "state", "answer_set__revision")
    people = Person.objects.order_by("pk").values_list("pk", "is_active", "language", "name", "wants_digest")
    return [*counts, *states, *people]
