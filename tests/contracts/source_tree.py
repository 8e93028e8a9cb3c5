"""The repository as the contract tests read it: tracked files, modules, names."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One Python file of the package, parsed."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """Its path below ``src``, as a failure prints it."""
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def root(self) -> str:
        """The import root it belongs to: ``nagara`` or ``nagara_web``."""
        return self.path.relative_to(SOURCE).parts[0]

    @property
    def floor(self) -> str:
        """The room it lives in: the first name below its import root."""
        return self.path.relative_to(SOURCE / self.root).parts[0].removesuffix(".py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A public parameter or field that holds a number."""

    where: str
    name: str


def library() -> tuple[Module, ...]:
    """All modules of the library, which knows no clock and no web."""
    return tuple(module for module in modules() if module.root == "nagara")


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the library and of the site; migrations are made by a machine and left out."""
    return tuple(
        Module(path=path, tree=ast.parse(text), lines=text.count("\n"))
        for path in sorted(SOURCE.rglob("*.py"))
        if path.parent.name != "migrations"
        for text in [path.read_text("utf-8")]
    )


@cache
def tracked_files() -> tuple[Path, ...]:
    """All files that git keeps (and that still stand in the work tree)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def strings(module: Module) -> Iterator[str]:
    """All text literals of a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def quantities(module: Module) -> Iterator[Quantity]:
    """Public numbers of a module: parameters of public functions, fields of public classes."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                if _is_number(argument.annotation):
                    yield Quantity(where=f"{module.name}: {node.name}()", name=argument.arg)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for entry in node.body:
                if isinstance(entry, ast.AnnAssign) and _is_number(entry.annotation):
                    yield Quantity(where=f"{module.name}: {node.name}", name=ast.unparse(entry.target))


def _is_number(annotation: ast.expr | None) -> bool:
    if annotation is None:
        return False
    text = ast.unparse(annotation)
    return any(word in text for word in ("float", "int", "NDArray")) and "Mapping" not in text
