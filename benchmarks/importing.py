"""The import alone in a process, for its time and peak memory."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> None:
    from benchmarks.lines import DEFINITION, LAYER
    from registry.intake.importing import import_source
    from registry.versions.ledger import Ledger

    source, target = sys.argv[1:]
    ledger = Ledger.create(target)
    with ledger.writing(author="bench", message="define") as work:
        work.define(DEFINITION)
    began = time.perf_counter()
    report = import_source(ledger, source, LAYER, author="bench", message="import")
    took = time.perf_counter() - began
    print(json.dumps({"seconds": took, "peak_mb": peak_mb(), "rows": report.inserted}))


def peak_mb() -> float:
    """Peak resident memory of this program; ``getrusage`` would carry over the parent's."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return float("nan")


if __name__ == "__main__":
    main()
