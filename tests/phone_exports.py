"""Lay a city's records out as the exports that phone servers would give of them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nagara.exchange.phone.form import FORM_ID, LADDERS, TASKS, Part, criteria, ladder_group
from nagara.exchange.record_rows import Row, cell_text, records_to_rows
from nagara.waste.records import CityRecords


@dataclass
class Submission:
    """One filled form: answers of groups, and rows of repeats."""

    task: str
    groups: dict[tuple[str, str], str] = field(default_factory=dict)
    repeats: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    instance: str = ""


def submissions(records: CityRecords) -> list[Submission]:
    """Fill the phone form as the enumerators of a city would."""
    rows = records_to_rows(records)
    made = [*_city(rows), *_one_each("household", "households", rows), *_weighings(rows)]
    made += [
        *_one_each("sorting", "household_sorting", rows),
        _several("non_household", ("non_household",), rows),
        *_facilities(rows),
    ]
    made += [*_one_each("disposal_sorting", "disposal_sorting", rows), *_one_each("earlier", "earlier", rows)]
    made += [
        _several("plastics", ("leakage", "leakage_fate"), rows),
        _several("energy", ("energy",), rows),
        _several("measured_flows", ("measured_flows",), rows),
    ]
    for number, each in enumerate(made, start=1):
        each.instance = f"uuid:00000000-0000-4000-8000-{number:012}"
    return made


def central_zip(path: Path, filled: Iterable[Submission], **extra: Mapping[str, str]) -> Path:
    """Write them as ODK Central does: one CSV, one more for each repeat, columns joined by hyphens."""
    main, repeats = [], {}
    for number, each in enumerate(filled):
        row = {"SubmissionDate": f"2026-03-10T08:{number // 60 % 60:02}:{number % 60:02}.000Z", "task": each.task}
        row |= {f"{group}-{name}": value for (group, name), value in each.groups.items()}
        main.append(row | {"meta-instanceID": each.instance, "KEY": each.instance} | extra.get(str(number), {}))
        for part, lines in each.repeats.items():
            for index, line in enumerate(lines, start=1):
                key = f"{each.instance}/{part}[{index}]"
                repeats.setdefault(part, []).append(line | {"PARENT_KEY": each.instance, "KEY": key})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{FORM_ID}.csv", _csv(main))
        for part, lines in repeats.items():
            archive.writestr(f"{FORM_ID}-{part}.csv", _csv(lines))
    return path


def kobo_workbook(path: Path, filled: Iterable[Submission]) -> Path:
    """Write them as KoboToolbox does: one sheet, one more for each repeat, columns joined by slashes."""
    import xlsxwriter

    main, repeats = [], {}
    for number, each in enumerate(filled, start=1):
        row = {"task": each.task} | {f"{group}/{name}": value for (group, name), value in each.groups.items()}
        uuid = each.instance.removeprefix("uuid:")
        main.append(
            row | {"_uuid": uuid, "_submission_time": f"2026-03-10T08:00:{number % 60:02}", "_index": str(number)}
        )
        for part, lines in each.repeats.items():
            known = repeats.setdefault(part, [])
            for line in lines:
                own = {f"{part}/{name}": value for name, value in line.items()}
                known.append(own | {"_index": str(len(known) + 1), "_parent_index": str(number)})
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for name, lines in {"nagara city year": main, **repeats}.items():
        sheet = book.add_worksheet(name)
        columns = list(dict.fromkeys(column for line in lines for column in line))
        sheet.write_row(0, 0, columns)
        for number, line in enumerate(lines, start=1):
            for index, column in enumerate(columns):
                sheet.write_string(number, index, line.get(column, ""))
    book.close()
    return path


def _csv(rows: list[dict[str, str]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _part(name: str) -> Part:
    return next(part for task in TASKS for part in task.parts if part.name == name)


def _answers(part: str, row: Row) -> dict[str, str]:
    return {each.name: cell_text(row[each.name]) for each in _part(part).fields()}


REPEATED = ("received", "loads", "trucks", "past_deposits")
OF_A_FACILITY = {*REPEATED, "picking", "control", "disposal_history"}


def _group(part: str, row: Row) -> dict[tuple[str, str], str]:
    return {(part, name): value for name, value in _answers(part, row).items()}


def _city(rows: Mapping[str, list[Row]]) -> list[Submission]:
    repeats = {part: [_answers(part, row) for row in rows[part]] for part in ("strata", "areas")}
    return [Submission("city", _group("city", rows["city"][0]), repeats)]


def _one_each(task: str, part: str, rows: Mapping[str, list[Row]]) -> list[Submission]:
    return [Submission(task, _group(part, row)) for row in rows[part]]


def _weighings(rows: Mapping[str, list[Row]]) -> list[Submission]:
    days: dict[tuple[str, str], list[Row]] = {}
    for row in rows["weighings"]:
        days.setdefault((cell_text(row["day"]), cell_text(row["date"])), []).append(row)
    return [
        Submission(
            "weighing",
            {("weighing_day", "day"): day, ("weighing_day", "date"): date},
            {"weighings": [_answers("weighings", row) for row in bags]},
        )
        for (day, date), bags in days.items()
    ]


def _several(task: str, parts: tuple[str, ...], rows: Mapping[str, list[Row]]) -> Submission:
    return Submission(task, {}, {part: [_answers(part, row) for row in rows[part]] for part in parts})


def _facilities(rows: Mapping[str, list[Row]]) -> list[Submission]:
    made = []
    for row in rows["facilities"]:
        mine = {
            name: [each for each in rows[name] if each["facility"] == row["facility"]]
            for name in rows
            if name != "city" and name in OF_A_FACILITY
        }
        groups = _group("facilities", row)
        for part in ("picking", "disposal_history"):
            for each in mine[part]:
                groups |= _group(part, each)
        doubts = [each for each in mine["control"] if each["probability_frac"] is not None or each["note"]]
        ladder = _ladder_of(mine["control"])
        for each in mine["control"]:
            if each not in doubts:
                groups[ladder_group(ladder), str(each["criterion"])] = cell_text(each["state"])
        repeats = {name: [_answers(name, each) for each in mine[name]] for name in REPEATED}
        repeats["control"] = [_answers("control", each) for each in doubts]
        made.append(Submission("facility", groups, {name: lines for name, lines in repeats.items() if lines}))
    return made


def _ladder_of(rows: list[Row]) -> str:
    seen = {str(row["criterion"]) for row in rows}
    return next(ladder for ladder in LADDERS if seen <= set(criteria(ladder)))
