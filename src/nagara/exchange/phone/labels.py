"""The codes behind the labels: a phone server may export an answer as it was shown on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from nagara.exchange.form import choices, form_tables
from nagara.exchange.phone.form import TASKS, ladder_states
from nagara.reports.language import LANGUAGES, Language, language

__all__ = ["code_of_answer", "code_of_label", "code_of_state", "leakage_level_said"]


def leakage_level_said(code: str, description: str, words: Language) -> str:
    """A level of plastic leakage as the phone shows it: its name, then what it looks like there.

    Parameters
    ----------
    code
        Code of the level.
    description
        What is seen at this level, in English.
    words
        The language of the phone.
    """
    label = next(choice.label for choice in choices("leakage_level") if choice.code == code)
    return f"{words.text(label)}: {words.text(description)}"


def code_of_answer(cell: object, among: str) -> object:
    """The code of one cell; what is not an answer of the list stays as it is.

    Parameters
    ----------
    cell
        What stands in the export.
    among
        List of answers or table of codes that the question names; empty if it names none.
    """
    if not among or among in form_tables() or not isinstance(cell, str):
        return cell
    return code_of_label(among, cell.strip())


def code_of_label(among: str, said: str) -> str:
    """The code of an answer of a list, said as code or as label in any language.

    Examples
    --------
    >>> code_of_label("season", "Dry"), code_of_label("season", "dry"), code_of_label("season", "Sunny")
    ('dry', 'dry', 'Sunny')
    """
    if among == "task":
        known = {task.name: task.label for task in TASKS}
    else:
        known = {choice.code: choice.label for choice in choices(among)}
    if among == "leakage_level":  # its description stands behind it
        said = said.partition(": ")[0]
    return _code(known, said)


def code_of_state(ladder: str, criterion: str, said: str) -> str:
    """The code of what was seen of one criterion of one control ladder."""
    return _code(ladder_states(ladder, criterion), said)


def _code(known: Mapping[str, str], said: str) -> str:
    if said in known or not said:
        return said
    return _codes_by_label(tuple(known.items())).get(said, said)


@cache
def _codes_by_label(known: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    spoken = [language(code) for code in LANGUAGES]
    return {words.text(label): code for words in reversed(spoken) for code, label in known}
