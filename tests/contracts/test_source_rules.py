"""What imports cannot say: no clock, no hidden seed, no writing in the lower floors, honest names and sizes."""

import ast
import re

import pytest

from contracts.source_tree import SOURCE, Module, functions, library, modules, quantities
from nagara.units import SUFFIXES

CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
}
STOPWATCHES = {"time.time", "time.monotonic", "time.perf_counter"}
"""What measures a while and tells no day."""
SEEDED = {"Generator", "SeedSequence", "BitGenerator", "PCG64", "PCG64DXSM", "Philox", "SFC64", "default_rng"}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink"}
FLOORS_THAT_TOUCH_FILES = {"cli", "exchange", "__init__"}
"""The face of the library, `nagara/__init__.py`, writes a report for a notebook."""
REFUSED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "manager", "service", "tools"}
LONGEST_MODULE_LINES = 400
TABLES_OF_WORDS = {"nagara/reports/words/__init__.py"}
"""Modules that hold sentences and nothing else may be as long as there are sentences."""
LONGEST_FUNCTION_LINES = 60
UNIT_WORD = re.compile(
    r"_(?:per_(?:day|week|month|year|cap|cap_day|m3|t|kg)|frac|kg|g|t|tonnes|m|km|m2|m3|ha|l|usd|eur|days|hours|years)$"
)
END_OF_RANGE = re.compile(r"_(?:low|high)$")
PERCENT = re.compile(r"(?:^|_)(?:pct|percent|percentage)(?:_|$)")

MAY_ASK_FOR_TODAY = "nagara/cli/contacts.py"
"""The one command that deletes what is due on the day it is run, unless it is told another day."""

MEASURES_A_WHILE = "nagara/pathways/least_cost/solving/time_limit.py"
"""The one stopwatch of the library: it ends a search in time, and no figure depends on the day."""

COMPARES_CLOCKS = "nagara_web/command/checks.py"
"""The doctor, who holds the machine's clock against that of the database."""
OWN_NAMES = {"nagara_web/settings/base.py"}
"""Django's own word for the settings that others begin from."""

each_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
of_the_library = pytest.mark.parametrize("module", library(), ids=lambda module: module.name)


def dotted_calls(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@of_the_library
def test_only_the_command_line_reads_a_clock(module):
    if module.floor == "cli":
        return
    told = CLOCKS - STOPWATCHES if module.name == MEASURES_A_WHILE else CLOCKS
    read = {call for call in dotted_calls(module) if ".".join(call.split(".")[-2:]) in told}
    assert not read or module.name == MAY_ASK_FOR_TODAY, "the day is a parameter"


def test_the_site_tells_the_time_by_django():
    read = {
        module.name: calls
        for module in modules()
        if module.root == "nagara_web"
        and module.name != COMPARES_CLOCKS
        and (calls := {call for call in dotted_calls(module) if ".".join(call.split(".")[-2:]) in CLOCKS - STOPWATCHES})
    }
    assert not read, "take django.utils.timezone, which knows zones and can be given in a test"


def test_the_site_prints_nothing_but_on_the_command_line():
    printing = {
        module.name
        for module in modules()
        if module.root == "nagara_web" and module.floor != "command" and "print" in set(dotted_calls(module))
    }
    assert not printing


@of_the_library
def test_no_random_number_without_a_generator(module):
    imported = {
        name
        for node in ast.walk(module.tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "random" not in imported, "take a numpy Generator as a parameter"
    global_draws = {
        call
        for call in dotted_calls(module)
        if (parts := call.split("."))[:2] in (["np", "random"], ["numpy", "random"]) and parts[2] not in SEEDED
    }
    assert not global_draws, "NumPy's global generator is a hidden seed"


@of_the_library
def test_every_generator_is_given_its_seed(module):
    seedless = [
        ast.unparse(node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("default_rng", "SeedSequence"))
        and not (node.args or node.keywords)
    ]
    assert not seedless


@of_the_library
def test_only_the_upper_floors_write_or_print(module):
    if module.floor in FLOORS_THAT_TOUCH_FILES:
        return
    calls = set(dotted_calls(module))
    assert not calls & {"print", "open", "input"}
    assert not {call for call in calls if call.split(".")[-1] in WRITES}


def test_no_module_is_named_after_nothing():
    named = [module for module in modules() if module.name not in OWN_NAMES]
    names = {part for module in named for part in module.path.with_suffix("").relative_to(SOURCE).parts}
    assert not names & REFUSED_NAMES


@each_module
def test_modules_stay_readable(module):
    assert module.name in TABLES_OF_WORDS or module.lines <= LONGEST_MODULE_LINES, "find the seam"


@each_module
def test_functions_fit_a_screen(module):
    long = {node.name: length for node in functions(module) if (length := _body_lines(node)) > LONGEST_FUNCTION_LINES}
    assert not long


@each_module
def test_units_in_names_come_from_the_vocabulary(module, nomenclature):
    unknown = [
        quantity
        for quantity in quantities(module)
        if UNIT_WORD.search(bare := "_" + END_OF_RANGE.sub("", quantity.name))
        and not bare.endswith(tuple(SUFFIXES))
        and f"`{quantity.name}`" not in nomenclature
    ]
    assert not unknown, "use a suffix of nagara.units, or explain the name in docs/reference/nomenclature.md"


@each_module
def test_shares_are_never_percents(module):
    assert not [quantity for quantity in quantities(module) if PERCENT.search(quantity.name)]


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
