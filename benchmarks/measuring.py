"""Timing, and the table of results."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class Result:
    """One row of the table. ``limit`` is what ``ours`` must reach, in the same unit; ``beside`` names the
    peer or practical limit and ``its`` figure."""

    work: str
    ours: float
    unit: str
    limit: float | None = None
    beside: str = ""
    its: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.limit is None or self.ours <= self.limit


def seconds(work: Callable[[], Any], times: int = 1, before: Callable[[], Any] | None = None) -> float:
    """Best time of several runs; ``before`` prepares each one untimed."""
    best = float("inf")
    for _ in range(times):
        if before is not None:
            before()
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def in_child(module: str, *arguments: str) -> dict[str, Any]:
    """Run ``python -m module`` and read the JSON that it prints last: for peak memory of one job alone."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def print_table(results: list[Result]) -> None:
    """The results, aligned; what missed its limit is marked."""
    heads = ("work", "ours", "to reach", "", "beside", "its", "ours/its")
    rows = [heads]
    for one in results:
        ratio = f"{one.ours / one.its:.2f}" if one.its else ""
        rows.append(
            (
                one.work,
                _shown(one.ours, one.unit),
                "" if one.limit is None else "≤ " + _shown(one.limit, one.unit),
                "" if one.limit is None else "ok" if one.reached else "MISSED",
                one.beside,
                "" if one.its is None else _shown(one.its, one.unit),
                ratio,
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    for row in rows:
        cells = [
            cell.rjust(width) if place in (1, 2, 5, 6) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
    for one in results:
        if one.note:
            print(f"  {one.work}: {one.note}")


def _shown(value: float, unit: str) -> str:
    if unit == "s" and value < 1:
        return f"{value * 1000:.0f} ms"
    return f"{value:.2f} {unit}" if value < 100 else f"{value:.0f} {unit}"
