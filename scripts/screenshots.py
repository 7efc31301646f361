"""``make screenshots``: the pictures of docs/qgis.md, from the real desktop QGIS and the demo registry.

QGIS runs under Xvfb in a fresh profile with the plugin as built; ``screenshots_in_qgis.py`` is what it does.
Look at what comes out before committing it: a picture cannot tell that it is wrong.

    .venv/bin/python scripts/screenshots.py [--out docs/pictures]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
#: Colours kept in a picture: enough for a map, few enough for a small file.
COLOURS = 128


def shrink(source: Path, target: Path) -> int:
    """Write a picture with a palette; returns its bytes."""
    from PIL import Image

    with Image.open(source) as picture:
        reduced = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        reduced.save(target, optimize=True)
    return target.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--out", type=Path, default=REPOSITORY / "docs" / "pictures", help="folder of the pictures"
    )
    out: Path = parser.parse_args().out
    sys.path.insert(0, str(REPOSITORY))
    from demo import past
    from demo.telling import working_in
    from scripts import build_plugin
    from tests.plugin.desktop import run_desktop

    # Not where temporary files are: QGIS would mark each layer as one that will be lost.
    (REPOSITORY / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-", dir=REPOSITORY / "build") as folder:
        work = Path(folder)
        with working_in(work):
            past.replay(Path("atyrau.gpkg"))
        raw = work / "raw"
        raw.mkdir()
        run, report = run_desktop(
            REPOSITORY / "scripts" / "screenshots_in_qgis.py",
            work,
            settings={
                "infra_registry": {
                    "environment": str(REPOSITORY / ".venv"),
                    "author": "A. Engineer",
                    "language": "en",
                }
            },
            timeout=600,
            INFRA_REGISTRY_ZIP=str(build_plugin.build(REPOSITORY, work / "dist")),
            INFRA_REGISTRY_TESTS=str(REPOSITORY / "tests" / "plugin"),
            INFRA_REGISTRY_REGISTRY=str(work / "atyrau.gpkg"),
            INFRA_REGISTRY_WORKSPACE=str(work / "work.gpkg"),
            INFRA_REGISTRY_PICTURES=str(raw),
        )
        out.mkdir(parents=True, exist_ok=True)
        for path in sorted(raw.glob("*.png")):
            print(f"{path.name}: {shrink(path, out / path.name) / 1000:.0f} kB")
        if not report.get("finished"):
            sys.exit("\n".join(report.get("errors") or [run.stderr[-3000:]]))


if __name__ == "__main__":
    main()
