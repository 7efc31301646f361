"""``make demo``: build the registry of Atyrau and Mangystau, tell its story, draw its map.

Run it as ``python demo/run.py [--out FOLDER]``. It writes into ``out/`` of the current folder only, and
removes there only what an earlier run made.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import ownfiles


def main() -> None:
    """Everything, in order."""
    started = time.monotonic()
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--out", type=Path, default=Path("out"), help="folder for what it makes; out by default"
    )
    out: Path = parser.parse_args().out.resolve()
    try:
        ownfiles.claim(out, files())
    except ownfiles.NotOurs as error:
        raise SystemExit(f"demo: {error}") from None

    import registry
    from demo import figures, past, today
    from demo.map.sheet import draw
    from demo.telling import heading, say, working_in

    with working_in(out):
        heading("Infra Registry: the regions of Atyrau and Mangystau")
        say(
            """What the news reports of 2025-09-11 and other published sources say stands in the registry with
            its source. All else of this story is invented: who committed what and when, works, earlier states
            and technical details; such rows carry the source "demonstration data, not a fact"."""
        )
        heading("Replaying four years of commits into registry.gpkg")
        past.replay(Path("registry.gpkg"))
        reg = registry.open("registry.gpkg")
        today.history_read()
        today.two_engineers(out)
        today.table_with_mistakes(out)
        today.one_road(reg)
        today.roads_as_of(reg)
        today.checked(reg, out)
        today.drawn()
        figures.counted()
        figures.claimed()
        figures.drawn()
        today.exported(reg)
        today.proved(reg)
        heading("Map")
        draw(reg, Path("map.png"))
        print("\nmap.png")
        for name in (today.DEPARTMENT, today.OFFICE):
            Path(name).unlink()
        say(
            f"""Done in {time.monotonic() - started:.0f} s. Go on yourself: `. .venv/bin/activate`,
            `cd {out.name}`, and `registry checkout work.gpkg` writes what QGIS opens."""
        )


def files() -> list[str]:
    """Names of all files that a run can leave in its folder."""
    from demo.figures import FILES
    from registry.model.reading import read_definitions
    from registry.shipped import layers_folder

    layers = read_definitions(layers_folder()).values()
    return [
        "registry.gpkg",
        "registry.gpkg.mappings.json",
        "workspace.gpkg",
        "department.gpkg",
        "operator.gpkg",
        "works-2022.xlsx",
        "works-2023.csv",
        "zhumystar-2023.xlsx",
        "works-2024.xlsx",
        "works-2025.csv",
        "zhumystar-2025.xlsx",
        "surveys-2024.csv",
        "surveys-2025.csv",
        "works-2026.xlsx",
        "works-2026.xlsx.rejects.csv",
        "check.geojson",
        "check.qml",
        "roads-2023.geojson",
        *FILES,
        "map.png",
        *(f"{one.name}.{'geojson' if one.geometry else 'csv'}" for one in layers),
    ]


if __name__ == "__main__":
    main()
