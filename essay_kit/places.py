"""Places in a sentence that are filled from a table, so that a figure cannot drift from its source.

{bakeries[OAK, 1990]:.0f} is a column, then the values of the table's key in order, then a format as Python has it. Places
know + - * / and comparisons, `and`, `or`, `not`, and over a slice of years, both ends included: min, max, mean,
median, first, last, len, year_of_max, year_of_min; also round and abs.
"""

from __future__ import annotations

import ast
import operator
import re
from statistics import mean, median

from .errors import CourseError
from .tables import Table

PLACE = re.compile(r"\{([^{}]+)\}")
BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
COMPARE = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class Run(list):
    """Values of one column over a slice of years, blanks left out, with their years."""

    def __init__(self, pairs: list[tuple[int, float]]) -> None:
        super().__init__(value for _, value in pairs)
        self.years = [year for year, _ in pairs]


FUNCTIONS = {
    "min": min,
    "max": max,
    "mean": mean,
    "median": median,
    "abs": abs,
    "round": round,
    "len": len,
    "first": lambda run: run[0],
    "last": lambda run: run[-1],
    "year_of_max": lambda run: run.years[run.index(max(run))],
    "year_of_min": lambda run: run.years[run.index(min(run))],
}


def fill(text: str, table: Table) -> str:
    """Fill every place of a text from the table.

    Raises CourseError, in a sentence that names the place, where a place cannot be filled.
    """

    def one(match: re.Match) -> str:
        place, spec = _split(match[1])
        value = evaluate(place, table)
        try:
            return format(value, spec or ("g" if isinstance(value, float) else "")).replace("-", "−")
        except (ValueError, TypeError):
            raise CourseError(f"The place {{{match[1]}}} has a format that does not fit {value!r}.") from None

    filled = PLACE.sub(one, text)
    if lone := re.search(r".{0,20}[{}].{0,20}", filled):
        raise CourseError(f"A brace stands alone near “{lone[0].strip()}”; a place begins with {{ and ends with }}.")
    return filled


def evaluate(expression: str, table: Table) -> float | int | str | bool:
    """Work out an expression on the table; the functions are those above and nothing else is run."""
    try:
        value = _value(ast.parse(expression.strip(), mode="eval").body, table)
    except CourseError:
        raise
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, RecursionError) as wrong:
        raise CourseError(f"The place {{{expression}}} cannot be worked out on table {table.name}: {wrong}.") from None
    if isinstance(value, list):
        raise CourseError(f"The place {{{expression}}} names several values; say min, max, mean, first or last.")
    return value


def _split(place: str) -> tuple[str, str]:
    """Part an expression from its format at the first colon that is not inside brackets."""
    depth = 0
    for at, sign in enumerate(place):
        depth += (sign in "([") - (sign in ")]")
        if sign == ":" and depth == 0:
            return place[:at], place[at + 1 :]
    return place, ""


def _value(node: ast.AST, table: Table) -> object:
    match node:
        case ast.Constant(value=int() | float() | str() as value):
            return value
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            return BINARY[type(op)](_value(left, table), _value(right, table))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, table)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, table)
        case ast.BoolOp(op=op, values=values):
            answers = [bool(_value(value, table)) for value in values]
            return all(answers) if isinstance(op, ast.And) else any(answers)
        case ast.Compare(left=left, ops=ops, comparators=rest) if all(type(op) in COMPARE for op in ops):
            terms = [_value(term, table) for term in [left, *rest]]
            return all(COMPARE[type(op)](a, b) for op, a, b in zip(ops, terms, terms[1:], strict=False))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*[_value(arg, table) for arg in args])
        case ast.Subscript(value=ast.Name(id=column), slice=index):
            return _look_up(column, index, table)
    raise CourseError(f"A place may not hold “{ast.unparse(node)}”; see the head of essay_kit/places.py.")


def _look_up(column: str, index: ast.AST, table: Table) -> object:
    """Find one value, or a run of values where the last part of the key is a slice of years."""
    if column not in table.columns:
        raise CourseError(f"Table {table.name} has no column {column}; it has {', '.join(table.columns)}.")
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    if isinstance(parts[-1], ast.Slice):
        head, (low, high) = tuple(map(_key, parts[:-1])), _ends(parts[-1])
        pairs = [
            (key[-1], row[column])
            for key, row in table.by_key.items()
            if key[:-1] == head and low <= key[-1] <= high and row[column] is not None
        ]
        if not pairs:
            raise CourseError(f"Table {table.name} has no {column} for {', '.join(map(str, head))} in those years.")
        return Run(sorted(pairs))
    key = tuple(map(_key, parts))
    value = table.by_key.get(key, {}).get(column)
    if value is None:
        raise CourseError(f"Table {table.name} has no {column} for {', '.join(map(str, key))}.{_nearest(column, key, table)}")
    return value


def _nearest(column: str, key: tuple, table: Table) -> str:
    """What the table has in place of a key that it lacks: the ends of the key that go with its beginning."""
    there = [str(k[-1]) for k, row in table.by_key.items() if k[:-1] == key[:-1] and row.get(column) is not None]
    return f" It has {', '.join(there[:12])}{' …' if len(there) > 12 else ''}." if there else ""


def _key(node: ast.AST) -> str | int:
    """Read one part of a key: OAK and "OAK" are the same word, 1990 is a year."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    raise CourseError(f"“{ast.unparse(node)}” cannot stand in the brackets of a place.")


def _ends(part: ast.Slice) -> tuple[float, float]:
    low = part.lower.value if isinstance(part.lower, ast.Constant) else float("-inf")
    high = part.upper.value if isinstance(part.upper, ast.Constant) else float("inf")
    return low, high
