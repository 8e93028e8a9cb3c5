"""What a database holds its rows in: columns, keys, indexes and checks, whatever order they were made in."""

from __future__ import annotations

import json

from django.db import connection

NUMBERED = ("fk_", "__unnamed_constraint_")
"""Names that SQLite's keys and checks get from the order in which they are read."""


def database_shape() -> dict[str, list[str]]:
    """Return for each table its columns and constraints, sorted and as texts."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [
                repr((each.name, each.type_code, each.internal_size, each.null_ok, each.default, each.collation))
                for each in connection.introspection.get_table_description(cursor, table)
            ]
            constraints = [
                json.dumps(each | ({} if name.startswith(NUMBERED) else {"name": name}), sort_keys=True, default=str)
                for name, each in connection.introspection.get_constraints(cursor, table).items()
            ]
            found[table] = sorted(columns) + sorted(constraints)
    return found
