"""``python -m benchmarks [--rows N] [--commits N]``: prints the tables of figures."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path


def main() -> None:
    words = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
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
    from benchmarks import coverage, lengths, locating, repairs, versions
    from benchmarks.measuring import print_table

    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{chosen.rows:,} lines of ten vertices with six attributes, {machine}\n")
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as folder:
        print_table(versions.run(Path(folder), chosen.rows, chosen.commits))
        print()
        print_table(lengths.run(Path(folder), chosen.lines))
        print()
        print_table(locating.run(chosen.points))
        print()
        print_table(repairs.run(Path(folder), chosen.works))
        print()
        print_table(coverage.run(Path(folder), chosen.roads))


if __name__ == "__main__":
    main()
