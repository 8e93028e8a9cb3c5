"""Themes of the commitments in the register, so that answers can be added up by what they are about.

No forum gives its clauses a theme. The project gives each commitment exactly one, by what it obliges to do and not
by the heading above it, and says so: ``set_by`` is ``project``. It is no class that anybody agreed on, so a desk
that sets another theme is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from nagara.commitments.clauses import ClauseKind
from nagara.commitments.register import register
from nagara.commitments.rows import rows

__all__ = ["Theme", "theme_of", "themes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme.

    Parameters
    ----------
    key, name
        Its word in the tables, and its name as pages print it.
    covers
        What belongs under it.
    """

    key: str
    name: str
    covers: str


@cache
def themes() -> Mapping[str, Theme]:
    """Every theme by its key."""
    found = (Theme(key=row.said("theme"), name=row.said("name"), covers=row.said("covers")) for row in rows("themes"))
    return MappingProxyType({each.key: each for each in found})


def theme_of(clause_id: str) -> Theme | None:
    """The theme that the project gave a commitment of the register; ``None`` where it gave none.

    Parameters
    ----------
    clause_id
        Document and key of the clause.

    Examples
    --------
    >>> theme_of("mgmac-2025-communique/r9.b").name
    'waste'
    """
    return _by_clause().get(clause_id)


@cache
def _by_clause() -> Mapping[str, Theme]:
    """Read who is what; a row that speaks of no commitment, or stands there twice, is refused."""
    found: dict[str, Theme] = {}
    for row in rows("clause_themes"):
        id_ = f"{row['document']}/{row['key']}"
        clause = register().clauses.get(id_)
        if clause is None or clause.kind is not ClauseKind.COMMITMENT:
            raise row.refused(f"{id_!r} is no commitment of the register")
        if id_ in found:
            raise row.refused(f"{id_!r} has a theme already")
        if row["theme"] not in themes():
            raise row.refused(f"theme {row['theme']!r} is not in themes.csv")
        if row["set_by"] != "project":
            raise row.refused(f"set_by is {row['set_by']!r}; the tables hold what the project set")
        found[id_] = themes()[row["theme"]]
    return MappingProxyType(found)
