"""Reference pages made from what the code itself loads, so that they cannot fall behind it."""

from __future__ import annotations

import csv
import html
import json
import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module, resources
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from generated_register import frameworks_page, register_page, threads_page

from nagara import errors
from nagara.evidence import codelist, sources, table, table_names
from nagara.exchange.form import choices, form_tables
from nagara.findings import catalogue
from nagara.units import SUFFIXES
from nagara.waste.plastics.stages import influencers

if TYPE_CHECKING:
    import typer
    from typer.core import TyperArgument, TyperGroup, TyperOption

FLOORS = (
    "findings",
    "evidence",
    "uncertainty",
    "waste",
    "emissions",
    "indicators",
    "commitments",
    "pathways",
    "reports",
    "exchange",
)
CODELISTS = (
    "waste_category",
    "recovered_material",
    "facility_kind",
    "ipcc_material",
    "planning_fraction",
    "gpc_line",
    "plastic_influencer_level",
    "scenario_lever",
)


def pages() -> dict[str, str]:
    """All generated pages by file name."""
    return {
        "findings.md": findings_page(),
        "errors.md": errors_page(),
        "evidence.md": evidence_page(),
        "codes.md": codes_page(),
        "form.md": form_page(),
        "leakage-levels.md": leakage_page(),
        "figures.md": figures_page(),
        "units.md": units_page(),
        "register.md": register_page(),
        "threads.md": threads_page(),
        "frameworks.md": frameworks_page(),
        "report-keys.md": report_keys_page(),
        "cli.md": cli_page(),
        "python.rst": f"{_heading('nagara', '=')}\n\n.. automodule:: nagara\n",
        **{f"python-{floor}.rst": python_page(floor) for floor in FLOORS},
    }


def write_pages(folder: Path) -> None:
    """Write the pages that changed; an untouched file spares Sphinx its work."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for name, text in wanted.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
    for file in folder.iterdir():
        if file.name not in wanted:
            file.unlink()


def findings_page() -> str:
    """Every doubt that nagara can name, by the room that raises it."""
    parts = [
        "# Findings",
        "A finding is a doubt about data from which nagara can still answer. A *blocking* finding stops the report, "
        "a *warning* and a *note* are printed in it. Words in braces are filled in. Codes never change.",
    ]
    folder = resources.files("nagara.findings") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".csv"):
            parts.append(f"## {file.name.removesuffix('.csv').replace('_', ' ').capitalize()}")
            parts.extend(_finding(row["code"]) for row in csv.DictReader(file.read_text("utf-8").splitlines()))
    return _page(parts)


def errors_page() -> str:
    """Every reason why nagara gives no answer."""
    parts = [
        "# Errors",
        "An error means that there is no answer. On the command line it is one message and a non-zero exit code; in "
        "Python it is an exception with the named fields. All are `nagara.errors.NagaraError`.",
    ]
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.NagaraError) and error is not errors.NagaraError:
            python_kin = [base.__name__ for base in error.__bases__ if base is not errors.NagaraError]
            first_line = (error.__doc__ or "").strip().splitlines()[0]
            parts.append(f"`{error.code}`\n: {_text(first_line)}\n: `{error.__name__}`, also a `{python_kin[0]}`")
    return _page(parts)


def evidence_page() -> str:
    """Every published number with its source and the place in it."""
    parts = [
        "# Evidence",
        "No number from the literature stands in code. These tables are the ones that are loaded. A city's own "
        "measurement always replaces them, and a report lists which of them it used.",
    ]
    for name in table_names():
        entry = table(name)
        parts.append(f"## {_text(entry.title)}")
        parts.append(f"Table `{name}`. Low and high: {_text(entry.range_means)}.")
        columns = ("value", "low", "high", "unit", "source", "locator", "note")
        rows = (
            (*factor.key, f"{factor.value:g}", f"{factor.low:g}", f"{factor.high:g}", f"`{factor.unit}`")
            + (f"[{factor.source}](#{_anchor(factor.source)})", _text(factor.locator), _text(factor.note))
            for factor in entry.factors.values()
        )
        parts.append(_table((*entry.key_columns, *columns), rows))
    parts.append("## Sources")
    parts.extend(
        f"### {source.key}\n\n{_text(source.title)}. {_text(source.publisher)}, {source.year}. "
        f"{_link(source.url)}. Licence: {_text(source.licence)}."
        for source in sources().values()
    )
    return _page(parts)


def codes_page() -> str:
    """The words that cities use."""
    parts = ["# Code lists", "The codes of drop-downs and results. A code never changes; its label is translated."]
    for name in CODELISTS:
        entries = list(codelist(name).entries.values())
        parts.append(f"## {name.replace('_', ' ').capitalize()}")
        parts.append(_table(tuple(entries[0]), (tuple(_text(cell) for cell in row.values()) for row in entries)))
    return _page(parts)


def form_page() -> str:
    """Every question of the city's form."""
    parts = [
        "# The city's form",
        "One definition gives the workbook, the CSV folder, the phone form and the reader. A sheet of the workbook is "
        "a file of the CSV folder; the field is its column.",
    ]
    for entry in form_tables().values():
        parts.append(f"## {_text(entry.title)}")
        parts.append(f"Table `{entry.name}`, sheet *{_text(entry.sheet)}*, step {entry.step}. {_text(entry.hint)}")
        parts.append(
            _table(
                ("Field", "Question", "Answer", "Unit", "Required"),
                (
                    (
                        f"`{question.name}`",
                        f"{_text(question.label)}. {_text(question.hint)}".strip(),
                        _answer(question.kind, question.choices, question.low, question.high),
                        _text(question.unit),
                        "yes" if question.is_required else "",
                    )
                    for question in entry.fields
                ),
            )
        )
    return _page(parts)


def leakage_page() -> str:
    """What is looked at in each stage of plastic leakage, and what each level looks like there."""
    parts = [
        "# Levels of plastic leakage",
        "What the sheet *Leakage levels* of the workbook and the phone show beside the questions of *Plastic leakage*. "
        "The [factors](evidence.md) behind the levels and the [method](../../explanation/plastic-leakage.md) have "
        "pages of their own.",
    ]
    levels = {choice.code: choice.label for choice in choices("leakage_level")}
    looked_at = {choice.code: choice.label for choice in choices("leakage_influencer")}
    for stage in choices("leakage_stage"):
        parts.append(f"## {_text(stage.label)}\n\n`{stage.code}`")
        for influencer in influencers().values():
            if influencer.stage == stage.code:
                rows = ((_text(levels[code]), f"`{code}`", _text(seen)) for code, seen in influencer.levels.items())
                parts.append(f"### {_text(looked_at[influencer.code])}\n\n`{influencer.code}`")
                parts.append(_table(("Choose", "Code", "If it looks like this"), rows))
    return _page(parts)


def figures_page() -> str:
    """Every figure of a report."""
    rows = csv.DictReader((resources.files("nagara.indicators") / "figures.csv").read_text("utf-8").splitlines())
    cells = ((f"`{row['name']}`", _text(row["unit"]), _text(row["method"])) for row in rows)
    return _page(["# Figures", _table(("Figure", "Unit", "How it is computed"), cells)])


def units_page() -> str:
    """The vocabulary of unit suffixes."""
    rows = ((f"`{suffix}`", _text(meaning)) for suffix, meaning in SUFFIXES.items())
    return _page(["# Unit suffixes", _table(("Suffix", "Meaning"), rows)])


def report_keys_page() -> str:
    """The keys of report.json, from its schema."""
    file = resources.files("nagara.reports") / "report.schema.json"
    schema = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    rows = ((f"`{key}`", _text(entry)) for key, entry in _described(schema, schema))
    return _page(["# Keys of report.json", _table(("Key", "Meaning"), rows)])


def cli_page() -> str:
    """Every command with its options, as the program itself describes them."""
    import typer

    command = typer.main.get_command(import_module("nagara.cli").app)
    command.commands["web"] = typer.main.get_command(import_module("nagara_web.command").app)
    return _page(["# Commands", *_command("nagara", command)])


def python_page(floor: str) -> str:
    """The public names of one floor with their docstrings; in reStructuredText, as docstrings are."""
    package = import_module(f"nagara.{floor}")
    parts = [_heading(package.__name__, "="), (package.__doc__ or "").strip().split("\n\n", maxsplit=1)[0]]
    parts.extend(
        f"{_heading(module.__name__, '-')}\n\n.. automodule:: {module.__name__}" for module in _public_modules(package)
    )
    return _page(parts)


def _public_modules(package: ModuleType) -> Iterator[ModuleType]:
    found = sorted(pkgutil.walk_packages(package.__path__, f"{package.__name__}."), key=lambda entry: entry.name)
    modules = (import_module(entry.name) for entry in found if "._" not in entry.name)
    yield from (module for module in modules if module.__doc__)


def _heading(words: str, line: str) -> str:
    return f"{words}\n{line * len(words)}"


def _command(path: str, command: TyperGroup) -> Iterator[str]:
    import typer

    subcommands = getattr(command, "commands", {})
    yield f"## {path}" if path.count(" ") < 2 else f"### {path}"
    yield _text(_paragraphs(command.help))
    options = [entry for entry in command.params if "--help" not in entry.opts]
    if options:
        context = typer.Context(command, info_name=path)
        yield _table(("Argument or option", "Meaning"), (_option(entry, context) for entry in options))
    for name, subcommand in sorted(subcommands.items()):
        yield from _command(f"{path} {name}", subcommand)


def _option(entry: TyperArgument | TyperOption, context: typer.Context) -> tuple[str, str]:
    value = str(entry.metavar or entry.name or "").strip("{}")
    if entry.param_type_name == "argument":
        names = f"`{value}`"
    else:
        names = ", ".join(f"`{name}`" for name in entry.opts) + (f" `{value}`" if entry.metavar else "")
    meaning = getattr(entry, "help", None) or ""
    default = entry.get_default(context, call=False)
    shown = f" Default: `{default}`." if default not in (None, False, True, (), "") else ""
    return names.replace("|", "\\|"), f"{_text(meaning)}{shown}"


def _described(entry: dict[str, Any], schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in entry.get("properties", {}).items():
        here = f"{path}.{key}" if path else key
        target = _resolve(value, schema)
        if "description" in target or "description" in value:
            yield here, value.get("description") or target["description"]
        yield from _described(target, schema, here)
        if "items" in target:
            yield from _described(_resolve(target["items"], schema), schema, f"{here}[]")


def _resolve(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """What a key holds, where it holds anything: a name is looked up, and null beside it says nothing."""
    for entry in value.get("anyOf", ()):
        if "$ref" in entry:
            return _resolve(entry, schema)
    if "$ref" in value:
        name = value["$ref"].rsplit("/", maxsplit=1)[-1]
        return dict(schema.get("$defs", {}).get(name, {}))
    return value


def _finding(code: str) -> str:
    entry = catalogue()[code]
    remedy = f"\n: *{_text(entry.remedy)}*" if entry.remedy else ""
    return f"({code})=\n`{code}` ({entry.severity.value})\n: {_text(entry.sentence)}{remedy}"


def _answer(kind: str, list_name: str, low: float | None, high: float | None) -> str:
    if kind == "choice":
        return "one of " + ", ".join(f"`{choice.code}`" for choice in choices(list_name))
    if kind == "ref":
        return f"a row of `{list_name}`"
    bounds = [f"from {low:g}"] if low is not None else []
    bounds += [f"to {high:g}"] if high is not None else []
    return " ".join([kind.replace("_", " or "), *bounds])


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |"]
    lines.append("|" + "---|" * (lines[0].count("|") - 1))
    lines.extend("| " + " | ".join(cells) + " |" for cells in rows)
    return "\n".join(lines)


def _paragraphs(text: str | None) -> str:
    return (text or "").replace("\f", "").strip()


def _text(words: str) -> str:
    escaped = html.escape(words, quote=False)
    for mark in "\\`*_|[]$":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped.replace("\n", " ") if "\n\n" not in words else escaped


def _anchor(heading: str) -> str:
    return heading.lower()


def _link(address: str) -> str:
    return f"<{address}>" if address.startswith("https://") else f"`{address}`"


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"
