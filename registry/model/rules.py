"""Row rules in the three languages that hold them: Python here, SQL in workspaces, QGIS in forms.

All three follow SQL's logic of three values: a comparison with a missing value is neither true nor false
but unknown, and so is a division by zero. A row breaks a rule only when it is false; unknown passes.
Dates and texts compare as texts, measures as kilometres.
"""

from __future__ import annotations

import difflib
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from . import expressions as ex
from .definition import Field
from .expressions import Constant, Node, RuleRefused, names_in, parse
from .fieldtypes import stored

Verdict = bool | None

_INT64 = 2**63
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")  # 20241231 would compare as a number in SQLite
_KINDS = {"integer": "number", "real": "number", "measure": "number", "boolean": "truth"}
_KINDS |= {"text": "text", "date": "date", "datetime": "date"}
_CALLED = {"number": "a number", "truth": "a condition", "date": "a date"}
_CALLED |= {"text": "a text", "constant": "a text"}


def compile_rule(expression: str, fields: Iterable[Field]) -> Callable[[Mapping[str, Any]], Verdict]:
    """A rule as a function of one row of open values, by field name.

    Returns
    -------
    function
        True, False, or None when it cannot be told; None passes.

    Raises
    ------
    RuleRefused
        If the expression does not parse, names an unknown field, or compares unlike things.

    Examples
    --------
    >>> ordered = compile_rule("km_to > km_from", [Field("km_from", "measure"), Field("km_to", "measure")])
    >>> ordered({"km_from": 786.0, "km_to": 513.85}), ordered({"km_from": 12.5, "km_to": None})
    (False, None)
    """
    names, verdict = positional_rule(expression, fields)
    if len(names) == 1:
        only = names[0]
        return lambda row: verdict(row[only])
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]] = operator.itemgetter(*names)
    return lambda row: verdict(*pick(row))


def positional_rule(
    expression: str, fields: Iterable[Field]
) -> tuple[tuple[str, ...], Callable[..., Verdict]]:
    """The fields a rule mentions, and the rule as a function of their open values in that order."""
    tree = parse(expression)
    if _kind(tree, {one.name: one for one in fields}) != "truth":
        raise RuleRefused(f"{expression!r} is no condition", "compare it with something")
    names = names_in(tree)
    if not names:
        raise RuleRefused(f"{expression!r} names no field", "write a condition on the layer's fields")
    # Safe to evaluate: the text is printed from a checked tree, whose names are the layer's own fields.
    source = f"lambda {', '.join(names)}: {_Python().print(tree)}"
    verdict: Callable[..., Verdict] = eval(source, dict(_OPERATORS))  # nosec B307
    return names, verdict


def sql_expression(expression: str, renamed: Mapping[str, str] | None = None) -> str:
    """The rule in SQLite's SQL over open columns; null is unknown, as in a CHECK.

    >>> sql_expression("end is None or end >= start")
    '(("end" IS NULL) OR ("end" >= "start"))'
    """
    return _sql(parse(expression), renamed or {}, qgis=False)


def qgis_expression(expression: str) -> str:
    """The rule as a QGIS expression for a constraint, where a missing value must pass.

    >>> qgis_expression("km_to > km_from")
    'coalesce(("km_to" > "km_from"), true)'
    """
    return f"coalesce({_sql(parse(expression), {}, qgis=True)}, true)"


# --- what may be compared with what -------------------------------------------------------------------


def _kind(node: Node, fields: Mapping[str, Field]) -> str:
    """What a tree yields: number, truth, text, date, or constant (a text written in the rule)."""
    match node:
        case ex.FieldName(name):
            if name not in fields:
                near = difflib.get_close_matches(name, fields, 1)
                mend = f"did you mean {near[0]}?" if near else f"fields: {', '.join(fields)}"
                raise RuleRefused(f"names an unknown field '{name}'", mend)
            return _KINDS[fields[name].type]
        case ex.Literal(value):
            return _kind_of_constant(value)
        case ex.Comparison(_, left, right):
            _comparable(_kind(left, fields), left, _kind(right, fields), right)
        case ex.Membership(left, values):
            kind = _kind(left, fields)
            for value in values:
                _comparable(kind, left, _kind_of_constant(value), ex.Literal(value))
        case ex.Absence(left):
            _kind(left, fields)
        case ex.Junction(_, terms):
            for term in terms:
                _wanted(term, "truth", fields)
        case ex.Negation(term):
            _wanted(term, "truth", fields)
        case ex.Arithmetic(_, left, right):
            _wanted(left, "number", fields)
            _wanted(right, "number", fields)
            return "number"
        case ex.Minus(term):
            _wanted(term, "number", fields)
            return "number"
    return "truth"


def _kind_of_constant(value: Constant) -> str:
    if isinstance(value, bool):
        return "truth"
    return "constant" if isinstance(value, str) else "number"


def _wanted(node: Node, wanted: str, fields: Mapping[str, Field]) -> None:
    found = _kind(node, fields)
    if found != wanted:
        what = f"{_shown(node)} is {_CALLED[found]}, not {_CALLED[wanted]}"
        mend = "compare it with something" if wanted == "truth" else "compute with numbers only"
        raise RuleRefused(what, mend)


def _comparable(one: str, left: Node, other: str, right: Node) -> None:
    """Refuse unlike things: SQLite would order them by storage class, QGIS by their texts."""
    if {one, other} <= {"number", "truth"} or {one, other} <= {"text", "constant"} or one == other:
        return
    if {one, other} == {"date", "constant"}:
        constant = left if one == "constant" else right
        text = constant.value if isinstance(constant, ex.Literal) else ""
        try:
            stored("datetime", text)
            plain = _DATE.match(str(text))
        except ValueError:
            plain = None
        if plain:
            return
        raise RuleRefused(f"compares a date with {text!r}", "write the date as '2024-12-31'")
    problem = f"compares {_shown(left)} ({_CALLED[one]}) with {_shown(right)} ({_CALLED[other]})"
    raise RuleRefused(problem, "compare numbers with numbers, texts with texts, dates with dates")


def _shown(node: Node) -> str:
    match node:
        case ex.FieldName(name):
            return name
        case ex.Literal(value):
            return repr(value)
    return _sql(node, {}, qgis=False).replace('"', "")


# --- Python -------------------------------------------------------------------------------------------


def _exact(apply: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """SQLite's arithmetic: whole numbers that overflow 64 bits become reals, and no number is null."""

    def computed(left: Any, right: Any) -> Any:
        if left is None or right is None:
            return None
        result = apply(left, right)
        if isinstance(result, int) and not -_INT64 <= result < _INT64:
            result = apply(float(left), float(right))
        return result if result == result else None

    return computed


def _divided(left: Any, right: Any) -> float | None:
    if left is None or not right:
        return None
    result = float(left) / float(right)
    return result if result == result else None


_OPERATORS: dict[str, Any] = {
    "__builtins__": {},
    "_plus": _exact(operator.add),
    "_minus": _exact(operator.sub),
    "_times": _exact(operator.mul),
    "_divided": _divided,
}
_FUNCTIONS = {"+": "_plus", "-": "_minus", "*": "_times", "/": "_divided"}


class _Python:
    """Prints a tree as one Python expression over the fields' names, with null handled in line."""

    def __init__(self) -> None:
        self._number = count(1)

    def print(self, node: Node) -> str:
        match node:
            case ex.FieldName(name):
                return name
            case ex.Literal(value):
                return repr(value)
            case ex.Comparison(sign, left, right):
                (lacks_left, a), (lacks_right, b) = self._operand(left), self._operand(right)
                lacks = " or ".join(filter(None, (lacks_left, lacks_right)))
                return f"(None if {lacks} else {a} {sign} {b})" if lacks else f"({a} {sign} {b})"
            case ex.Membership(left, values, negated):
                lacks, a = self._operand(left)
                found = f"{a} {'not in' if negated else 'in'} {values!r}"
                return f"(None if {lacks} else {found})" if lacks else f"({found})"
            case ex.Absence(left, negated):
                return f"({self.print(left)} {'is not' if negated else 'is'} None)"
            case ex.Junction(word, terms):
                # None == 0 and None == 1 are both false, so the first test finds what decides.
                temporaries = [self._fresh() for _ in terms]
                decisive, answer = ("0", "False") if word == "and" else ("1", "True")
                pairs = zip(temporaries, terms, strict=True)
                decides = " or ".join(f"({name} := {self.print(term)}) == {decisive}" for name, term in pairs)
                unknown = " or ".join(f"{name} is None" for name in temporaries)
                return f"({answer} if {decides} else None if {unknown} else {word == 'and'})"
            case ex.Negation(term):
                name = self._fresh()
                return f"(None if ({name} := {self.print(term)}) is None else not {name})"
            case ex.Arithmetic(sign, left, right):
                return f"{_FUNCTIONS[sign]}({self.print(left)}, {self.print(right)})"
            case ex.Minus(term):
                return f"_minus(0, {self.print(term)})"

    def _operand(self, node: Node) -> tuple[str, str]:
        """The test whether an operand is null, empty if it never is, and the operand."""
        if isinstance(node, ex.Literal):
            return "", repr(node.value)
        if isinstance(node, ex.FieldName):
            return f"{node.name} is None", node.name
        name = self._fresh()
        return f"({name} := {self.print(node)}) is None", name

    def _fresh(self) -> str:
        return f"_{next(self._number)}"  # no field's name starts so


# --- SQL and QGIS -------------------------------------------------------------------------------------


_SQL_SIGNS = {"==": "=", "!=": "<>"}


def _sql(node: Node, renamed: Mapping[str, str], qgis: bool) -> str:
    def inner(one: Node) -> str:
        return _sql(one, renamed, qgis)

    match node:
        case ex.FieldName(name):
            return f'"{renamed.get(name, name)}"'
        case ex.Literal(value):
            return _sql_constant(value, qgis)
        case ex.Comparison(sign, left, right):
            return f"({inner(left)} {_SQL_SIGNS.get(sign, sign)} {inner(right)})"
        case ex.Membership(left, values, negated):
            listed = ", ".join(_sql_constant(value, qgis) for value in values)
            return f"({inner(left)} {'NOT IN' if negated else 'IN'} ({listed}))"
        case ex.Absence(left, negated):
            return f"({inner(left)} {'IS NOT NULL' if negated else 'IS NULL'})"
        case ex.Junction(word, terms):
            return "(" + f" {word.upper()} ".join(map(inner, terms)) + ")"
        case ex.Negation(term):
            return f"(NOT {inner(term)})"
        case ex.Arithmetic("/", left, right) if not qgis:
            # SQL divides whole numbers without remainder.
            return f"(CAST({inner(left)} AS REAL) / {inner(right)})"
        case ex.Arithmetic(sign, left, right):
            return f"({inner(left)} {sign} {inner(right)})"
        case ex.Minus(term):
            return f"(0 - {inner(term)})"  # in QGIS -null is 0


def _sql_constant(value: Constant, qgis: bool) -> str:
    if isinstance(value, bool):
        return str(value).lower() if qgis else str(int(value))
    if isinstance(value, str):
        doubled = value.replace("\\", "\\\\") if qgis else value
        return "'" + doubled.replace("'", "''") + "'"
    return repr(value)
