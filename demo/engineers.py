"""Edits of a workspace by programs that engineers use: plain SQL, GeoPandas, pyogrio.

None of them knows of the registry: the workspace is an ordinary GeoPackage to them.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio

from registry.model.geometry import register_functions
from registry.versions.ledger import Commit, Ledger
from registry.versions.workspace import checkout
from registry.versions.workspace.commit import commit

ZONE = dt.timezone(dt.timedelta(hours=5))
#: Where the authors' names of replayed commits come from, as commits say it.
SOURCE = "demonstration"


def moment(local: str) -> str:
    """UTC time of a commit from the clock on a department's wall, ``2024-05-20 11:05``."""
    return dt.datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(dt.UTC).isoformat()


@contextmanager
def workspace(ledger: Ledger, layers: list[str], author: str, time: str, message: str) -> Iterator[Path]:
    """Check layers out, let them be edited, commit as of that time, and throw the workspace away."""
    path = ledger.path.with_name("workspace.gpkg")
    core = checkout(ledger, path, layers=layers)
    yield path
    done = commit(
        core, ledger, author=author, author_source=SOURCE, message=message, time=moment(time)
    ).commit
    path.unlink()
    told(done, time)


def told(done: Commit | None, time: str) -> None:
    """One line for a commit of the replay, which every step of it must have made."""
    assert done is not None, f"nothing was edited at {time}"
    print(f"{done.revision:>4}  {time}  {done.author:<37} {done.message.partition(chr(10))[0]}")


def sql(path: Path, statement: str, values: tuple[Any, ...] = ()) -> None:
    """What a console of SQL does; GDAL or SpatiaLite would bring the functions that rtree triggers call."""
    with closing(sqlite3.connect(path)) as handle, handle:
        register_functions(handle)
        changed = handle.execute(statement, values).rowcount
    assert changed, statement


def append(path: Path, layer: str, rows: pandas.DataFrame) -> None:
    """New features by pyogrio, as ``ogr2ogr -append`` and QGIS's paste do; identities come by themselves."""
    pyogrio.write_dataframe(rows, path, layer=layer, driver="GPKG", append=True)


def rewrite(path: Path, layer: str, edit: Callable[[geopandas.GeoDataFrame], geopandas.GeoDataFrame]) -> None:
    """A notebook's way: read the whole layer with GeoPandas, change it, write it over the old one."""
    edited = edit(geopandas.read_file(path, layer=layer))
    edited.to_file(path, layer=layer, driver="GPKG")
