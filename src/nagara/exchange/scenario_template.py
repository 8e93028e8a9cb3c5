"""An empty scenario file with its help: every lever once, to be changed or deleted."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final

from nagara.exchange.scenario_file import COLUMNS
from nagara.pathways.levers import levers, words_of

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords

__all__ = ["scenario_template_csv", "scenario_template_xlsx"]

NAME: Final = "My scenario"
NEW: Final = "NEW1"
_SITES: Final = ("landfill", "dumpsite")
_EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "population_growth": {"value": 0.02},
    "waste_growth": {"value": 0.01},
    "waste_per_person": {"of_which": "kitchen_canteen", "value": -0.1, "ramp_years": 4},
    "composition_share": {"of_which": "plastic_film", "value": 0.05},
    "facility_opens": {"of_which": "composting", "facility": NEW, "facility_name": "New compost plant", "value": 50},
    "facility_capacity": {"facility": NEW, "value": 80},
    "facility_closes": {},
    "collected_share": {"of_which": "all", "value": 0.95, "low": 0.9, "high": 0.98, "ramp_years": 4},
    "send_to_facility": {"of_which": "kitchen_canteen", "facility": NEW, "value": 20, "unit": "t_per_day"},
    "reject_share": {"facility": NEW, "value": 0.1},
    "control_level": {"value": 4},
    "site_management": {"of_which": "managed-anaerobic"},
    "site_cover": {"of_which": "oxidising"},
    "gas_recovery": {"value": 0.4, "low": 0.25, "high": 0.5},
    "burnt_share": {"value": 0.0, "ramp_years": 3},
    "leakage_change": {"of_which": "disposal", "value": -0.3},
}


def scenario_template_csv(records: CityRecords | None = None) -> str:
    """Write the template as CSV; the column ``help`` explains each row and is not read back.

    Parameters
    ----------
    records
        A city, whose facilities and year are then named.
    """
    out = StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, "help"], lineterminator="\n")
    writer.writeheader()
    for row in _rows(records):
        writer.writerow(row)
    return out.getvalue()


def scenario_template_xlsx(records: CityRecords | None = None) -> bytes:
    """Write the template as a workbook: rows, help, the words that may be used, the city's facilities.

    Parameters
    ----------
    records
        A city, whose facilities and year are then named.
    """
    import xlsxwriter

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    head, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Scenarios")
    _table(sheet, list(COLUMNS), [[row.get(name, "") for name in COLUMNS] for row in _rows(records)], head)
    sheet.data_validation(1, 1, 500, 1, {"validate": "list", "source": list(levers())})
    sheet.freeze_panes(1, 2)
    for name, (heads, rows) in _help(records).items():
        table = book.add_worksheet(name)
        _table(table, heads, rows, head)
        table.set_column(0, 1, 24, wrap)
        table.set_column(2, 5, 48, wrap)
    sheet.set_column(0, len(COLUMNS) - 1, 16)
    book.close()
    return file.getvalue()


def _table(sheet: Any, heads: list[str], rows: list[list[object]], head: object) -> None:  # noqa: ANN401  (no types)
    sheet.write_row(0, 0, heads, head)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)


def _rows(records: CityRecords | None) -> list[dict[str, object]]:
    year = (records.city.year if records else 2026) + 2
    sites = [each.facility for each in records.facilities if each.kind in _SITES] if records else []
    site, other = (sites[0], sites[-1]) if sites else ("LF1", "DS1")
    rows = []
    for code, lever in levers().items():
        row: dict[str, object] = {"scenario": NAME, "what": code, "from_year": year}
        if lever.facility and lever.facility != "site-or-none":
            row["facility"] = other if code == "facility_closes" else site
        row |= _EXAMPLES[code]
        if lever.units:
            row.setdefault("unit", lever.units[0])
        rows.append({**row, "help": f"{lever.label}. {lever.help}"})
    return rows


def _help(records: CityRecords | None) -> dict[str, tuple[list[str], list[list[object]]]]:
    """Sheets that explain: columns, levers, words, facilities."""
    columns: list[list[object]] = [[name, said] for name, said in COLUMNS.items()]
    rows: list[list[object]] = [
        [code, lever.label, lever.help, lever.changes, " or ".join(lever.units), _range(lever.low, lever.high)]
        for code, lever in levers().items()
    ]
    known: list[list[object]] = [[code, word] for code, lever in levers().items() for word in words_of(lever.of_which)]
    sheets = {
        "Columns": (["column", "what stands in it"], columns),
        "Levers": (["what", "label", "help", "changes", "unit", "from and to"], rows),
        "Words": (["what", "of_which"], known),
    }
    if records is not None:
        facilities: list[list[object]] = [[each.facility, each.name, each.kind] for each in records.facilities]
        sheets["Facilities"] = (["facility", "name", "kind"], facilities)
    return sheets


def _range(low: float, high: float) -> str:
    return f"{low:g} to {high:g}" if low < high else ""
