"""The operations: what a request may ask for, with what, and what each needs to run.

A module of operations decorates its functions with :func:`operation`. The names of a request's ``with`` are
the function's keyword parameters, and their types are checked before it is called.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..model.errors import UsageError
from .job import Job

Done = dict[str, Any]
Function = Callable[..., Done]

#: Packages that each family of operations needs; none of them is imported before it is asked for.
FAMILIES: dict[str, tuple[str, ...]] = {
    "statistics": ("numpy", "pandas", "pyarrow", "shapely", "pyproj", "geopandas", "scipy", "rasterio"),
    "charts": ("numpy", "pandas", "matplotlib"),
    "import": ("numpy", "shapely", "pyproj", "pyogrio", "fiona", "openpyxl", "pyarrow"),
    "export": ("numpy", "shapely", "pyproj", "pyogrio", "pyarrow"),
    "checks": ("numpy", "shapely", "pyproj", "pandas", "geopandas"),
    "roads": ("numpy", "shapely", "pyproj"),
}


class UnknownOperation(UsageError):
    """The worker does not know what it was asked to do."""

    sentence = "this worker cannot do '{operation}'; {mend}"
    exit_code = 69


class BadParameters(UsageError):
    """An operation was asked for with what it does not take."""

    sentence = "{operation}: {problem}"


@dataclass(frozen=True)
class Operation:
    """One operation; ``family`` is None for those of the core."""

    name: str
    function: Function
    family: str | None

    @cached_property
    def _parameters(self) -> dict[str, tuple[Any, bool]]:
        """Type of each parameter, and whether it must be given."""
        hints = typing.get_type_hints(self.function)
        parameters = list(inspect.signature(self.function).parameters.values())[1:]
        return {one.name: (hints[one.name], one.default is inspect.Parameter.empty) for one in parameters}

    def call(self, job: Job, given: dict[str, Any]) -> Done:
        """Do it.

        Raises
        ------
        BadParameters
            A parameter is missing, unknown, or of another type; ``language`` may always be given.
        """
        known = self._parameters
        for name, (kind, required) in known.items():
            if name not in given:
                if required:
                    raise BadParameters(operation=self.name, problem=f"'{name}' is missing")
            elif not _fits(given[name], kind):
                problem = f"'{name}' is {type(given[name]).__name__}, it takes {_said(kind)}"
                raise BadParameters(operation=self.name, problem=problem)
        for name in given.keys() - known.keys() - {"language"}:
            problem = f"there is no '{name}'; it takes {', '.join(known) or 'nothing'}"
            raise BadParameters(operation=self.name, problem=problem)
        return self.function(job, **{name: value for name, value in given.items() if name in known})


OPERATIONS: dict[str, Operation] = {}


def operation(function: Function) -> Function:
    """An operation of the core: it runs on the standard library."""
    OPERATIONS[function.__name__] = Operation(function.__name__, function, None)
    return function


def full_operation(family: str, name: str | None = None) -> Callable[[Function], Function]:
    """An operation that needs the packages of a family; ``name`` where Python keeps the word for itself."""

    def enter(function: Function) -> Function:
        called = name or function.__name__
        OPERATIONS[called] = Operation(called, function, family)
        return function

    return enter


def is_core() -> bool:
    """Whether this process was started without any packages, ``-S``."""
    return bool(sys.flags.no_site)


def missing() -> dict[str, list[str]]:
    """Packages that are not here, by family; families that have all are not named."""
    if is_core():
        return {family: list(packages) for family, packages in FAMILIES.items()}
    lacking = {one for packages in FAMILIES.values() for one in packages if not _is_here(one)}
    found = {family: [one for one in packages if one in lacking] for family, packages in FAMILIES.items()}
    return {family: packages for family, packages in found.items() if packages}


def _is_here(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def available(lacking: Iterable[str]) -> list[str]:
    """Names of the operations that can be done, where these families cannot."""
    out = set(lacking)
    return sorted(name for name, one in OPERATIONS.items() if one.family not in out)


def named(name: str, lacking: dict[str, list[str]]) -> Operation:
    """The operation of that name.

    Raises
    ------
    UnknownOperation
    """
    found = OPERATIONS.get(name)
    if found is None:
        raise UnknownOperation(operation=name, mend="update the plugin and the registry together")
    if found.family in lacking:
        packages = ", ".join(lacking[found.family or ""])
        raise UnknownOperation(operation=name, mend=f"set up the full environment, it lacks {packages}")
    return found


def _fits(value: Any, kind: Any) -> bool:
    if kind is Any:
        return True
    base = typing.get_origin(kind) or kind
    if base in (typing.Union, types.UnionType):
        return any(_fits(value, one) for one in typing.get_args(kind))
    if base is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if base is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if base is list:
        inner = typing.get_args(kind)
        return isinstance(value, list) and all(_fits(one, inner[0]) for one in value if inner)
    return isinstance(value, base)


def _said(kind: Any) -> str:
    text = kind.__name__ if isinstance(kind, type) and not typing.get_args(kind) else str(kind)
    return text.replace("typing.", "").replace("NoneType", "null").replace("None", "null")
