"""``nagara web init``: make a site, or bring one up to date."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import typer
from django.core.exceptions import ValidationError

from nagara_web.command.site import SECRET_KEY_FILE, home, missing_migrations, open_site, stop

__all__ = ["bring_up_to_date", "counted", "make_folder", "run", "write_privately"]


def run(administrator: str | None, name: str | None, *, password_stdin: bool, ask: bool) -> None:
    """Make the folder, the secret key, the tables and the first administrator, as far as they are not there."""
    folder = home()
    make_folder(folder)
    open_site()
    steps = bring_up_to_date()
    typer.echo(f"The site stands in {folder}.")
    typer.echo(f"The database took {counted(steps)} to this version." if steps else "The database fits this version.")
    _make_administrator(administrator, name, password_stdin=password_stdin, ask=ask)


def make_folder(folder: Path) -> None:
    """Make the folder of a site and its secret key, readable for its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in ("uploads", "outbox"):
        (folder / part).mkdir(mode=0o700, exist_ok=True)
    key = folder / SECRET_KEY_FILE
    if not key.exists():
        write_privately(key, secrets.token_urlsafe(64).encode())


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that was not there, readable for its owner only from its first moment."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def counted(steps: int) -> str:
    """Say how many steps."""
    return "1 step" if steps == 1 else f"{steps} steps"


def bring_up_to_date() -> int:
    """Let the database take the steps that it lacks, and return how many there were."""
    from django.core.management import call_command

    from nagara_web.command.tables import is_empty, make_tables

    if is_empty():
        steps = make_tables()
    elif steps := len(missing_migrations()):
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return steps


def _make_administrator(email: str | None, name: str | None, *, password_stdin: bool, ask: bool) -> None:
    from django.contrib.auth import get_user_model

    from nagara_web.accounts.actions import add_person, appoint
    from nagara_web.accounts.queries import holders
    from nagara_web.accounts.roles import SITE
    from nagara_web.accounts.standing import Role

    if email is None and holders(Role.ADMINISTRATOR).exists():
        return
    if email is None and ask and sys.stdin.isatty():
        email = typer.prompt("Email of the administrator")
        name = name or typer.prompt("Their name")
    if email is None:
        typer.echo("Nobody runs this site yet: nagara web init --administrator EMAIL --name NAME")
        return
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    if password is not None:
        _check_password(password)
    person = get_user_model().objects.filter(email=email.strip().lower()).first()
    if person is None:
        person = add_person(email, name=name or email.partition("@")[0], password=password)
    elif password is not None:
        person.set_password(password)
        person.save(update_fields=["password"])
    appoint(person.pk, Role.ADMINISTRATOR, SITE, person_id=None)
    typer.echo(f"{person.name} ({person.email}) runs the site.")
    if not person.has_usable_password():
        typer.echo(f"They choose their password at this address, which works once:\n  {_way_in(person.pk)}")


def _check_password(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password

    try:
        validate_password(password)
    except ValidationError as error:
        stop(" ".join(error.messages))


def _way_in(person_id: int) -> str:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.urls import reverse

    person = get_user_model().objects.get(pk=person_id)
    token = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), token])
    return f"{settings.SITE_URL}{path}"
