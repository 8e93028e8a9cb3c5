"""Equations as people write them: ``"m1 + m2 + m4 - m3 = 0"``, ``"m4 = m3 * tc34"``.

A text is read by a small grammar (sums, products, quotients, powers, ``sqrt``, ``exp``, ``log``) and never
executed. What is linear or a sum of products of two quantities becomes a :class:`Equation`, which the solver
handles fast and exactly; anything else a :class:`GeneralEquation` that knows its own derivative.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import EquationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Equation", "GeneralEquation", "read_equation"]

Monomial = tuple[str, ...]
Polynomial = dict[Monomial, float]
Dual = tuple["Array", "Array"]
"""A value, shape (...), and its gradient, shape (names, ...)."""

LARGEST_POWER: Final = 8
LONGEST_TEXT: Final = 20_000
LARGEST_EXPANSION: Final = 100_000
"""Products of terms beyond which brackets are not multiplied out."""
DEEPEST: Final = 300
"""How deep an equation that is not linear or bilinear may be nested: it is evaluated level by level."""
LONGEST_QUOTE: Final = 120
GRAMMAR: Final = "Use names, numbers, + - * / **, brackets, sqrt, exp and log, and at most one = sign."
SHORTEN: Final = "Write it as several equations, or build an Equation with the factor of each quantity."


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A linear or bilinear equation: ``sum a_i v_i + sum c_ij v_i v_j + constant = 0``.

    Parameters
    ----------
    label
        What a person calls it, such as the process whose balance it is.
    linear
        Factor of each quantity.
    products
        Factor of each product of two quantities.
    constant
        What stands alone, in the unit of the equation.
    """

    label: str
    linear: Mapping[str, float] = field(default_factory=dict)
    products: Mapping[tuple[str, str], float] = field(default_factory=dict)
    constant: float = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities it speaks of, each once."""
        if not self.products:
            return tuple(self.linear)
        return tuple(dict.fromkeys([*self.linear, *(name for pair in self.products for name in pair)]))

    @property
    def is_finite(self) -> bool:
        """Whether all its numbers are."""
        return all(map(isfinite, (self.constant, *self.linear.values(), *self.products.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralEquation:
    """Any smooth equation ``f(values) = 0``.

    Parameters
    ----------
    label
        What a person calls it.
    names
        The quantities it speaks of, in the order of the function's rows.
    residual
        Function of values, shape (names, ...), to the residual, shape (...).
    gradient
        Function of the same values to the derivatives, shape (names, ...). Where it is missing the
        derivative is taken by complex step, so the residual has to accept complex numbers.
    """

    label: str
    names: tuple[str, ...]
    residual: Callable[[Array], Array]
    gradient: Callable[[Array], Array] | None = None


def read_equation(text: str) -> Equation | GeneralEquation:
    """Read one equation; a text without ``=`` is set equal to zero.

    Raises
    ------
    EquationError
        If the text says anything that is not arithmetic.

    Examples
    --------
    >>> read_equation("m4 = m3 * tc34").products
    {('m3', 'tc34'): -1.0}
    """
    try:
        tree = _parse(text)
        polynomial = _polynomial(tree)
    except (RecursionError, MemoryError) as error:
        raise EquationError(_quoted(text), "it is too long or too deeply nested to be read", SHORTEN) from error
    if polynomial is None or any(len(monomial) > 2 for monomial in polynomial):
        return _general(text, tree)
    return Equation(
        label=text.strip(),
        linear={monomial[0]: factor for monomial, factor in polynomial.items() if len(monomial) == 1},
        products={(m[0], m[1]): factor for m, factor in polynomial.items() if len(m) == 2},
        constant=polynomial.get((), 0.0),
    )


def _parse(text: str) -> ast.expr:
    sides = text.split("=")
    if len(text) > LONGEST_TEXT:
        raise EquationError(_quoted(text), f"it is longer than {LONGEST_TEXT:,} characters", SHORTEN)
    if len(sides) > 2 or not all(side.strip() for side in sides):
        raise EquationError(_quoted(text), "it is not one equation", GRAMMAR)
    try:
        left, *right = (ast.parse(side.strip(), mode="eval").body for side in sides)
    except (SyntaxError, ValueError) as error:
        raise EquationError(_quoted(text), "it is not arithmetic", GRAMMAR) from error
    for side in (left, *right):
        _refuse_foreign(text, side)
    return ast.BinOp(left=left, op=ast.Sub(), right=right[0]) if right else left


def _refuse_foreign(text: str, whole: ast.expr) -> None:
    left = [whole]
    while left:
        node = left.pop()
        match node:
            case ast.Name(id=name) if name not in FUNCTIONS:
                pass
            case ast.Constant(value=value) if _is_finite(value):
                pass
            case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
                left.append(operand)
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), left=one, right=other):
                left += (other, one)
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
                left.append(argument)
            case _:
                why = f"{_quoted(ast.unparse(node))} is not arithmetic"
                raise EquationError(_quoted(text), why, GRAMMAR)


def _is_finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _quoted(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}..."


def _polynomial(node: ast.expr) -> Polynomial | None:
    """Expand to monomials; None where the equation is no polynomial of low degree."""
    match node:
        case ast.Name(id=name):
            return {(name,): 1.0}
        case ast.Constant(value=value):
            return {(): float(value)}  # type: ignore[arg-type]  # the grammar lets numbers pass only
        case ast.UnaryOp(op=op, operand=operand):
            inner = _polynomial(operand)
            return inner and _scaled(inner, -1.0 if isinstance(op, ast.USub) else 1.0)
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return _sum(node)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _polynomial(left), _polynomial(right)
            return None if first is None or second is None else _combined(first, op, second)
        case _:
            return None


def _sum(node: ast.expr) -> Polynomial | None:
    """Add up a sum term by term, because one of thousands is nested as deep as it is long."""
    terms: list[tuple[float, ast.expr]] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        terms.append((-1.0 if isinstance(node.op, ast.Sub) else 1.0, node.right))
        node = node.left
    terms.append((1.0, node))
    total: Polynomial = {}
    for sign, term in reversed(terms):
        inner = _polynomial(term)
        if inner is None:
            return None
        for monomial, factor in inner.items():
            total[monomial] = total.get(monomial, 0.0) + sign * factor
    return total


def _combined(first: Polynomial, op: ast.operator, second: Polynomial) -> Polynomial | None:
    match op:
        case ast.Mult():
            return _multiplied(first, second)
        case ast.Div() if _is_number(second) and second[()] != 0:
            return _scaled(first, 1.0 / second[()])
        case ast.Pow() if _is_number(second) and second[()] in range(1, LARGEST_POWER + 1):
            product: Polynomial | None = first
            for _ in range(int(second[()]) - 1):
                product = product and _multiplied(product, first)
            return product
        case _:
            return None


def _is_number(polynomial: Polynomial) -> bool:
    return set(polynomial) == {()}


def _scaled(polynomial: Polynomial, factor: float) -> Polynomial:
    return {monomial: factor * value for monomial, value in polynomial.items()}


def _multiplied(first: Polynomial, second: Polynomial) -> Polynomial | None:
    if len(first) * len(second) > LARGEST_EXPANSION:
        return None
    product: Polynomial = {}
    for left, left_factor in first.items():
        for right, right_factor in second.items():
            monomial = tuple(sorted(left + right))
            if len(monomial) > LARGEST_POWER:
                return None
            product[monomial] = product.get(monomial, 0.0) + left_factor * right_factor
    return product


def _general(text: str, tree: ast.expr) -> GeneralEquation:
    if _depth(tree) > DEEPEST:
        raise EquationError(_quoted(text), "it is too deeply nested to be evaluated", SHORTEN)
    names = tuple(dict.fromkeys(_names(tree)))
    evaluate = _compiled(tree, {name: row for row, name in enumerate(names)})
    return GeneralEquation(
        label=text.strip(),
        names=names,
        residual=lambda values: evaluate(values)[0],
        gradient=lambda values: evaluate(values)[1],
    )


def _depth(tree: ast.expr) -> int:
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [n for node in level for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)]
    return depth


def _names(node: ast.AST) -> Iterator[str]:
    """Names of quantities as they follow each other in the text."""
    if isinstance(node, ast.Name) and node.id not in FUNCTIONS:
        yield node.id
    for inner in ast.iter_child_nodes(node):
        yield from _names(inner)


def _compiled(node: ast.expr, rows: Mapping[str, int]) -> Callable[[Array], Dual]:
    """Turn a tree into a function that carries value and gradient together (forward differentiation)."""
    match node:
        case ast.Name(id=name):
            row = rows[name]

            def quantity(values: Array) -> Dual:
                gradient = np.zeros_like(values)
                gradient[row] = 1.0
                return values[row], gradient

            return quantity
        case ast.Constant(value=value):
            number = float(value)  # type: ignore[arg-type]  # the grammar lets numbers pass only
            return lambda values: (np.full(values.shape[1:], number), np.zeros_like(values))
        case ast.UnaryOp(op=op, operand=operand):
            inner, sign = _compiled(operand, rows), -1.0 if isinstance(op, ast.USub) else 1.0
            return lambda values: _times_number(inner(values), sign)
        case ast.BinOp(left=left, op=op, right=right):
            first, second, rule = _compiled(left, rows), _compiled(right, rows), OPERATIONS[type(op)]
            return lambda values: rule(first(values), second(values))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            inner, function = _compiled(argument, rows), FUNCTIONS[name]
            return lambda values: function(inner(values))
        case _:
            raise EquationError(ast.unparse(node), "it is not arithmetic", GRAMMAR)


def _times_number(a: Dual, number: float) -> Dual:
    return number * a[0], number * a[1]


def _power(a: Dual, b: Dual) -> Dual:
    value = a[0] ** b[0]
    slope = b[0] * a[0] ** (b[0] - 1.0) * a[1]
    return value, slope + value * np.log(a[0]) * b[1] if np.any(b[1]) else slope


def _root(a: Dual) -> Dual:
    root = np.sqrt(a[0])
    return root, a[1] / (2.0 * root)


def _exponential(a: Dual) -> Dual:
    value = np.exp(a[0])
    return value, value * a[1]


OPERATIONS: Final[Mapping[type[ast.operator], Callable[[Dual, Dual], Dual]]] = {
    ast.Add: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    ast.Sub: lambda a, b: (a[0] - b[0], a[1] - b[1]),
    ast.Mult: lambda a, b: (a[0] * b[0], a[1] * b[0] + a[0] * b[1]),
    ast.Div: lambda a, b: (a[0] / b[0], (a[1] - a[0] / b[0] * b[1]) / b[0]),
    ast.Pow: _power,
}
FUNCTIONS: Final[Mapping[str, Callable[[Dual], Dual]]] = {
    "sqrt": _root,
    "exp": _exponential,
    "log": lambda a: (np.log(a[0]), a[1] / a[0]),
}
