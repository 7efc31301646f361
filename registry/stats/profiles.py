"""Condition profiles: which IRI is good, which satisfactory, as data that anyone can replace.

A profile is a TOML file: for types of pavement and technical categories (all, where it names none) the
highest IRI of each class. A class without a limit does not exist there, and the next worse applies. Where no
cell speaks of a pavement and category the condition is unknown.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..model.errors import NoSuchFile, RegistryError
from ..roads.arrays import Floats, Ints
from .columns import Coded

#: From the best to the worst; the last is of surveys that tell no condition.
CLASSES = ("excellent", "good", "satisfactory", "unsatisfactory", "unknown")
UNKNOWN = len(CLASSES) - 1
_LIMITED = CLASSES[:3]
FOLDER = Path(__file__).parent / "thresholds"


class BadProfile(RegistryError):
    """A condition profile cannot be used."""

    sentence = "{profile} is no condition profile: {problem}"
    exit_code = 65


@dataclass(frozen=True)
class Cell:
    """Limits of the classes, NaN for one that does not exist; empty pavements or categories mean all."""

    pavements: tuple[str, ...]
    categories: tuple[str, ...]
    limits: tuple[float, float, float]


@dataclass(frozen=True)
class Profile:
    """``below`` are classes whose limit itself is already in the next class; ``digest`` of the file."""

    name: str
    source: str
    cells: tuple[Cell, ...]
    below: tuple[str, ...]
    digest: str

    def classes(self, iri: Floats, pavement: Coded, category: Coded) -> Ints:
        """(n,) place in :data:`CLASSES` by IRI, of road with such a pavement and category.

        Examples
        --------
        >>> road = Coded(np.array([0, 0]), ["capital"]), Coded(np.array([0, 0]), ["IV"])
        >>> read_profile("gost-33388-2015").classes(np.array([2.0, 5.1]), *road).tolist()
        [1, 3]
        """
        cell = self._cells(pavement, category)
        limits = np.array([*(one.limits for one in self.cells), (np.nan,) * 3])[cell]
        found = np.full(len(iri), len(_LIMITED))
        for place in range(len(_LIMITED) - 1, -1, -1):
            limit = limits[:, place]
            within = iri < limit if _LIMITED[place] in self.below else iri <= limit
            found[within] = place
        found[(cell < 0) | ~np.isfinite(iri)] = UNKNOWN
        return found

    def _cells(self, pavement: Coded, category: Coded) -> Ints:
        """(n,) the first cell that fits, -1 for none."""
        found = np.full((len(pavement.names) + 1, len(category.names) + 1), -1)
        for place in range(len(self.cells) - 1, -1, -1):
            one = self.cells[place]
            rows = [not one.pavements or name in one.pavements for name in pavement.names]
            columns = [not one.categories or name in one.categories for name in category.names]
            fits = np.outer([*rows, not one.pavements], [*columns, not one.categories])
            found[fits] = place
        cells: Ints = found[pavement.code, category.code]
        return cells


def shipped() -> list[str]:
    """Names of the profiles that come with the program."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_profile(name: str) -> Profile:
    """A shipped profile by name, or one's own by the path of its TOML file.

    Raises
    ------
    NoSuchFile, BadProfile
    """
    known = FOLDER / f"{name}.toml"
    path = known if name in shipped() else Path(name)
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if path.suffix != ".toml":
            problem = f"there are {', '.join(shipped())}, or give the path of a TOML file"
            raise BadProfile(profile=name, problem=problem) from None
        raise NoSuchFile(path=path) from None
    except OSError as error:
        raise BadProfile(profile=name, problem=str(error)) from None
    try:
        told = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadProfile(profile=name, problem=f"it is no TOML ({error})") from None
    return _profile(name, told, hashlib.sha256(content).hexdigest())


def _profile(where: str, told: Mapping[str, Any], digest: str) -> Profile:
    def refuse(problem: str) -> BadProfile:
        return BadProfile(profile=where, problem=problem)

    strange = told.keys() - {"name", "source", "below", "cells"}
    if strange:
        raise refuse(f"nothing is called {min(strange)}; a profile has name, source, below and cells")
    name, below, cells = told.get("name"), told.get("below", []), told.get("cells")
    if not isinstance(name, str) or not name:
        raise refuse("it has no name")
    if not isinstance(below, list) or not set(below) <= set(_LIMITED):
        raise refuse(f"below = {below!r}; name some of {', '.join(_LIMITED)}")
    if not isinstance(cells, list) or not cells:
        raise refuse("it has no [[cells]]")
    made = tuple(_cell(where, place, one) for place, one in enumerate(cells, 1))
    return Profile(name, str(told.get("source", "")), made, tuple(below), digest)


def _cell(where: str, place: int, told: Any) -> Cell:
    def refuse(problem: str) -> BadProfile:
        return BadProfile(profile=where, problem=f"cell {place} {problem}")

    if not isinstance(told, dict):
        raise refuse("is no table")
    strange = told.keys() - {"pavement", "category", *_LIMITED}
    if strange:
        raise refuse(f"has {min(strange)}; a cell has pavement, category, {', '.join(_LIMITED)}")
    limits = []
    for name in _LIMITED:
        limit = told.get(name, float("nan"))
        if isinstance(limit, bool) or not isinstance(limit, (int, float)) or limit <= 0:
            raise refuse(f"has {name} = {limit!r}; give the highest IRI in m/km")
        limits.append(float(limit))
    given = [one for one in limits if one == one]
    if not given or given != sorted(given):
        raise refuse("needs limits that rise from excellent to satisfactory")
    kinds = []
    for name in ("pavement", "category"):
        values = told.get(name, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise refuse(f"has {name} = {values!r}; give a list of texts")
        kinds.append(tuple(values))
    return Cell(kinds[0], kinds[1], (limits[0], limits[1], limits[2]))
