"""``nagara template``: an empty form of a city's year, or one that is filled in already."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nagara.cli.console import out as console
from nagara.errors import UnknownCodeError, UnreadableFileError

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords

__all__ = ["run"]

_DEFAULT_NAMES: Final = {"xlsx": "city-workbook.xlsx", "xlsform": "city-phone-form.xlsx", "csv": "city-csv"}


def run(out: Path | None, *, format_: str, lang: str, prefill: Path | None, next_year: bool, overwrite: bool) -> None:
    """Write the form and say what to do with it."""
    if format_ not in _DEFAULT_NAMES:
        what = "template format"
        raise UnknownCodeError(what, format_, tuple(_DEFAULT_NAMES))
    target = out or Path(_DEFAULT_NAMES[format_])
    if target.exists() and not overwrite:
        raise UnreadableFileError(str(target), "it exists already", "Name another one, or add --overwrite.")
    records = _records(prefill, next_year=next_year)
    target.parent.mkdir(parents=True, exist_ok=True)
    if format_ == "csv":
        from nagara.exchange.csv_folder_write import write_csv_folder

        write_csv_folder(target, records)
        console.write(f"{target}\n  One CSV file per table; datapackage.json says what each column means.")
    else:
        _write_file(target, format_, lang, records)
    console.write(f"  When it is filled in: nagara check {target}" if format_ != "xlsform" else _PHONE)


_PHONE: Final = (
    "  Upload it to ODK Central or KoboToolbox. When the data are in, export them\n  and run: nagara check EXPORT.zip"
)


def _write_file(target: Path, format_: str, lang: str, records: CityRecords | None) -> None:
    """Write beside the target first, so that a reader never sees half a form."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        draft = Path(folder) / target.name
        if format_ == "xlsform":
            from nagara.exchange.phone.xlsform import write_xlsform

            write_xlsform(draft)
        else:
            from nagara.exchange.city_workbook.template import write_workbook

            write_workbook(draft, language_code=lang, records=records)
        draft.replace(target)
    console.write(f"{target}")


def _records(prefill: Path | None, *, next_year: bool) -> CityRecords | None:
    if prefill is None:
        if next_year:
            raise UnreadableFileError("--next-year", "it needs --from with this year's input", "Add it.")
        return None
    from nagara.exchange.read import read_city

    if not prefill.exists():
        raise UnreadableFileError(str(prefill), "there is no such file or folder", "Check the name after --from.")
    reading = read_city(prefill)
    if reading.records is None:
        mend = "Fill it in by hand, or name an input that nagara reads."
        raise UnreadableFileError(prefill.name, "nothing can be taken over from it", mend)
    if not next_year:
        return reading.records
    from nagara.waste.next_year import records_for_next_year
    from nagara.waste.survey.rates import survey_estimate

    return records_for_next_year(reading.records, survey_estimate(reading.records)[0])
