"""``nagara web doctor``: what the site needs, whether it is well, and how to mend it."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from nagara_web.command.site import open_site

__all__ = ["run"]


def run(*, as_json: bool, mail_to: str | None) -> None:
    """Make every check and print what it found.

    Parameters
    ----------
    as_json
        Whether a program reads it.
    mail_to
        An address to send a letter to.
    """
    open_site()
    from nagara_web.command.checks import all_checks

    found = all_checks(mail_to)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], indent=1, ensure_ascii=False))
    else:
        for each in found:
            typer.echo(f"{'ok     ' if each.is_well else 'PROBLEM'}  {each.name}: {each.says}")
            if not each.is_well:
                typer.echo(f"         {each.remedy}")
    raise typer.Exit(0 if all(each.is_well for each in found) else 1)
