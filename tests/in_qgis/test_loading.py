"""The plugin as built loads in QGIS, and takes back with `unload` what it gave with `initGui`."""

import os
import subprocess
import sys
from pathlib import Path

import processing

#: Compiled packages of geography and data, SQLite, and the library's own name: we bring none into QGIS.
FOREIGN = {
    "shapely",
    "pyproj",
    "pyogrio",
    "rasterio",
    "fiona",
    "geopandas",
    "pandas",
    "pyarrow",
    "registry",
    "sqlite3",
}


def test_the_plugin_loads_and_unloads(plugin_package, qgis_iface):
    plugin = plugin_package.classFactory(qgis_iface)
    plugin.initGui()
    plugin.unload()


def test_no_module_of_the_plugin_brings_a_foreign_library_into_qgis(plugin_package):
    # In a process of its own: pytest-qgis itself imports a database module.
    root = Path(plugin_package.__file__).parent
    program = (
        "import sys, pathlib, importlib\n"
        f"root = pathlib.Path({str(root)!r})\n"
        "import qgis.core, qgis.gui, qgis.utils, processing\n"
        "before = set(sys.modules)\n"
        "sys.path.insert(0, str(root.parent))\n"
        "for path in sorted(root.rglob('*.py')):\n"
        "    parts = path.relative_to(root.parent).with_suffix('').parts\n"
        "    if parts[1] == 'registry' or parts[-1] == '__main__':\n"
        "        continue\n"
        "    importlib.import_module('.'.join(part for part in parts if part != '__init__'))\n"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(Path(processing.__file__).resolve().parent.parent)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    brought = set(run.stdout.splitlines()[-1].split())
    assert "infra_registry" in brought
    assert not brought & FOREIGN
