"""The sentences of the letters of :mod:`nagara.rounds.letters`, so that they are translated with the site."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from nagara.rounds.letters import Letter, letter

__all__ = ["SENTENCES", "handing_letter"]

SENTENCES = (
    gettext_noop("Municipal waste of {city}, {year}: table for the environment statistics of {country}"),
    gettext_noop("Municipal waste of {city}, {year}: figures for SDG indicator 11.6.1"),
    gettext_noop(
        "{city} hands you its figures on municipal waste for {year}, for the national environment statistics."
    ),
    gettext_noop(
        "{city} hands you its figures on municipal waste for {year}, for the reporting on SDG indicator 11.6.1."
    ),
    gettext_noop(
        "Figures are given with their 95 % interval where one can be worked out. Where there is no figure, "
        "the table says why; an empty place is never a zero."
    ),
    gettext_noop(
        "Once they are published, the figures stand at {address}; a correction is a new version with its reason."
    ),
    gettext_noop("Head of city, {city}"),
    gettext_noop("Signature: ______________________________"),
)


def handing_letter(recipient: str, values: Mapping[str, str]) -> Letter:
    """Make the letter in the language that is active; ``values`` as of :func:`nagara.rounds.letters.letter`."""
    return letter(recipient, values, gettext)
