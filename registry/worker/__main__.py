"""Start of the worker, by path: it finds its package from where it lies.

The package is loaded under its own name without touching ``sys.path``, so that neither an installed copy of
it nor a neighbour file of the plugin can come in its place.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path


def _load() -> None:
    folder = Path(__file__).resolve().parents[1]
    spec = importlib.util.spec_from_file_location(
        "registry", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise SystemExit(f"no package in {folder}; install the plugin again")
    package = importlib.util.module_from_spec(spec)
    sys.modules["registry"] = package
    spec.loader.exec_module(package)


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # the folder of a plugin is QGIS's to update and remove
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python a QGIS has starts this
        version = ".".join(map(str, sys.version_info[:3]))
        text = f"Python {version} is older than 3.11, which the registry needs"
        os.write(1, f'{{"hello": null, "error": {{"code": "OldPython", "sentence": "{text}"}}}}\n'.encode())
        raise SystemExit(69)
    _load()
    raise SystemExit(importlib.import_module("registry.worker.serving").main())
