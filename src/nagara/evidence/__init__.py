"""Published numbers: every literature value with unit, range, source and locator.

Code holds no literature value. A table is a CSV file in ``tables/``: key columns first, then
``value, low, high, unit, source, locator, note``; ``tables.toml`` says what each table holds and
what its low and high mean; ``sources.toml`` says where each source can be read.
"""

from nagara.evidence.codes import CodeList, codelist
from nagara.evidence.factors import Factor, Source, Table, factor, sources, table, table_names

__all__ = ["CodeList", "Factor", "Source", "Table", "codelist", "factor", "sources", "table", "table_names"]
