"""Row rules as trees: what a rule may say, and nothing else.

A rule is written like a comparison in Python (``km_to > km_from``), and Python's own parser reads it, but
only the nodes named here pass: no call, no attribute, no index. None is a value that a row may lack, not
one to compare with, so it stands after ``is`` and ``is not`` only.
"""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

Constant = bool | int | float | str

LONGEST = 1000
DEEPEST = 40
_INT64 = 2**63

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class RuleRefused(ValueError):
    """An expression is no rule; ``problem`` and ``mend`` go into the DefinitionError of its file."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(f"{problem}; {mend}")
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True)
class FieldName:
    name: str


@dataclass(frozen=True)
class Literal:
    value: Constant


@dataclass(frozen=True)
class Comparison:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Membership:
    """``left in (...)``, or ``not in`` when negated."""

    left: Node
    values: tuple[Constant, ...]
    negated: bool


@dataclass(frozen=True)
class Absence:
    """``left is None``, or ``is not None`` when negated."""

    left: Node
    negated: bool


@dataclass(frozen=True)
class Junction:
    """Conditions joined by ``word``: ``and`` or ``or``."""

    word: str
    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Negation:
    term: Node


@dataclass(frozen=True)
class Arithmetic:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Minus:
    term: Node


Node = FieldName | Literal | Comparison | Membership | Absence | Junction | Negation | Arithmetic | Minus


def parse(expression: str) -> Node:
    """The tree of a rule.

    >>> parse("0 <= km_from < km_to").word
    'and'

    Raises
    ------
    RuleRefused
        If the text does not parse, or says more than a rule may.
    """
    if len(expression) > LONGEST:
        raise RuleRefused(f"is longer than {LONGEST} characters", "split it into several rules")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as "\d", which Python would only complain about
            body = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, Warning, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", None) or "cannot be read"
        raise RuleRefused(f"{expression!r} does not parse ({reason})", _EXAMPLE) from None
    return _node(body, 0)


def names_in(node: Node) -> tuple[str, ...]:
    """Names of the fields that a tree mentions, in order, each once.

    >>> names_in(parse("end is None or end >= start"))
    ('end', 'start')
    """
    return tuple(dict.fromkeys(_names(node)))


_EXAMPLE = "write a comparison like km_to > km_from"


def _names(node: Node) -> Iterator[str]:
    match node:
        case FieldName(name):
            yield name
        case Comparison(_, left, right) | Arithmetic(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case Membership(left=inner) | Absence(left=inner) | Negation(inner) | Minus(inner):
            yield from _names(inner)
        case Junction(_, terms):
            for term in terms:
                yield from _names(term)


def _node(tree: ast.expr, depth: int) -> Node:
    if depth > DEEPEST:
        raise RuleRefused("is nested too deeply", "split it into several rules")
    match tree:
        case ast.Name(id=name):
            return FieldName(name)
        case ast.Constant(value=None):
            raise RuleRefused("uses None as a value", "a missing value is asked for by 'is None'")
        case ast.Constant(value=value):
            return Literal(_constant(value))
        case ast.BoolOp(op=op, values=terms):
            word = "and" if isinstance(op, ast.And) else "or"
            return Junction(word, tuple(_node(term, depth + 1) for term in terms))
        case ast.UnaryOp(op=ast.Not(), operand=term):
            return Negation(_node(term, depth + 1))
        case ast.UnaryOp(op=ast.USub(), operand=term):
            return Minus(_node(term, depth + 1))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
            sign = _ARITHMETIC[type(operator)]
            return Arithmetic(sign, _node(left, depth + 1), _node(right, depth + 1))
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            links = list(zip([left, *comparators], ops, comparators, strict=False))
            terms_of_chain = tuple(_link(*link, depth + 1) for link in links)
            return terms_of_chain[0] if len(links) == 1 else Junction("and", terms_of_chain)
    _refuse(tree)


def _link(left: ast.expr, sign: ast.cmpop, right: ast.expr, depth: int) -> Node:
    match sign:
        case ast.Is() | ast.IsNot():
            if not (isinstance(right, ast.Constant) and right.value is None):
                raise RuleRefused("uses 'is' with something else than None", "write == instead")
            inner = _node(left, depth)
            if isinstance(inner, Literal):
                raise RuleRefused("asks whether a constant is None", "put a field's name there")
            return Absence(inner, isinstance(sign, ast.IsNot))
        case ast.In() | ast.NotIn():
            if not isinstance(right, (ast.Tuple, ast.List)) or not right.elts:
                mend = "write the values as a list: surface in ['gravel', 'earth']"
                raise RuleRefused("has 'in' without a list of values", mend)
            values = tuple(_value(element) for element in right.elts)
            return Membership(_node(left, depth), values, isinstance(sign, ast.NotIn))
    if any(isinstance(side, ast.Constant) and side.value is None for side in (left, right)):
        word = "is" if isinstance(sign, ast.Eq) else "is not"
        raise RuleRefused("compares with None, which is never true", f"write '{word} None' after the name")
    return Comparison(_COMPARISONS[type(sign)], _node(left, depth), _node(right, depth))


def _value(element: ast.expr) -> Constant:
    """One value of a list after ``in``."""
    match element:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=float() | int() as number)):
            return _constant(-number)
        case ast.Constant(value=value) if value is not None:
            return _constant(value)
    raise RuleRefused("lists something else than numbers and texts", "list plain values, without None")


def _constant(value: object) -> Constant:
    match value:
        case bool():
            return value
        case int() if -_INT64 <= value < _INT64:
            return value
        case float() if math.isfinite(value):
            return value + 0.0
        case str() if "\x00" not in value and value.isprintable():
            return value
    raise RuleRefused(f"has the constant {str(value)[:40]!r}", "use plain numbers, texts, True and False")


def _refuse(tree: ast.expr) -> NoReturn:
    words: dict[type[ast.expr], str] = {
        ast.Call: "calls a function",
        ast.Attribute: "uses a dot",
        ast.Subscript: "uses square brackets after a name",
        ast.Tuple: "has a list outside 'in'",
        ast.List: "has a list outside 'in'",
    }
    problem = words.get(type(tree), f"uses {type(tree).__name__}, which rules do not have")
    raise RuleRefused(problem, "rules know comparisons, and, or, not, in, is None, + - * / and nothing else")
