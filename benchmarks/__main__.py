"""``python -m benchmarks [TABLE...]``: prints the tables of figures, all of them or those named."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

TABLES = ("versions", "lengths", "locating", "repairs", "coverage")


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    words.add_argument("tables", nargs="*", metavar="TABLE", help=f"of {', '.join(TABLES)}; all if none")
    words.add_argument("--rows", type=int, default=500_000, help="features in the layer")
    words.add_argument(
        "--commits", type=int, default=100, help="commits of 1,000 edits before past versions are read"
    )
    words.add_argument(
        "--works", type=int, default=1_000_000, help="works on 5,000 roads that kilometres are counted of"
    )
    words.add_argument(
        "--roads", type=int, default=100_000, help="roads whose surroundings cover 200 regions"
    )
    words.add_argument("--lines", type=int, default=1_000_000, help="lines that are measured")
    words.add_argument("--points", type=int, default=1_000_000, help="points located on 1,000 routes")
    chosen = words.parse_args()
    if strange := sorted(set(chosen.tables) - set(TABLES)):
        words.error(f"there is no table {strange[0]}; choose of {', '.join(TABLES)}")
    from benchmarks import coverage, lengths, locating, repairs, versions
    from benchmarks.measuring import print_table

    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as name:
        folder = Path(name)
        runs = {
            "versions": lambda: versions.run(folder, chosen.rows, chosen.commits),
            "lengths": lambda: lengths.run(folder, chosen.lines),
            "locating": lambda: locating.run(chosen.points),
            "repairs": lambda: repairs.run(folder, chosen.works),
            "coverage": lambda: coverage.run(folder, chosen.roads),
        }
        for table in TABLES:
            if table in chosen.tables or not chosen.tables:
                if table == "versions":
                    print(f"\n{chosen.rows:,} lines of ten vertices with six attributes")
                print()
                print_table(runs[table]())


if __name__ == "__main__":
    main()
