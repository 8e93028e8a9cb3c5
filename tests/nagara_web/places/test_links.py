import pytest
from django.test import Client

from cast import Cast


@pytest.mark.parametrize(
    ("who", "address", "is_there"),
    [
        ("officer", "/work/places/cities/rivermouth/", True),
        ("head", "/work/places/cities/rivermouth/", True),
        ("coordinator", "/work/places/cities/rivermouth/", False),
        ("secretary", "/work/places/", True),
        ("administrator", "/work/places/", True),
        ("officer", "/work/places/", False),
    ],
)
def test_everybody_finds_the_places_that_they_keep(
    cast: Cast, client: Client, who: str, address: str, is_there: bool, settings: object
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False  # type: ignore[attr-defined]
    client.force_login(getattr(cast, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/account/me/").content.decode()
    assert (f'href="{address}"' in page) == is_there
    if is_there:
        assert client.get(address).status_code == 200
