"""What the diagnostics page tells, as rows of (section, name, value)."""

import re

from qgis.core import QgsCommandLineUtils

from .. import settings
from ..language import tr
from ..worker.program import version

_VERSION = re.compile(r"^(.*?) version (.*)$")


def of_qgis():
    """Versions of QGIS and its libraries, as QGIS tells them."""
    lines = QgsCommandLineUtils.allVersions().splitlines()
    rows = [("QGIS", lines[0].replace("QGIS ", "", 1) if lines else "?")]
    for line in lines[1:]:
        found = _VERSION.match(line)
        if found:
            rows.append((found.group(1), found.group(2)))
        elif line.startswith("OS "):
            rows.append((tr("System"), line[3:]))
    return [(tr("QGIS and its libraries"), *row) for row in rows]


def of_worker(hello):
    """The worker that last said hello: its Python, its mode, what it lacks."""
    section = tr("Worker")
    if not hello:
        return [(section, tr("State"), tr("not started yet"))]
    modes = {"core": tr("QGIS's own Python"), "full": tr("full environment")}
    can = {"core": tr("everyday work"), "full": tr("everyday work, statistics, import, reports, PostGIS")}
    rows = [
        (section, tr("Works with"), modes.get(hello["mode"], hello["mode"])),
        (section, tr("Can do"), can.get(hello["mode"], "?")),
        (section, "Python", f"{hello.get('python', '?')}  {hello.get('executable', '')}".strip()),
        (section, "SQLite", hello.get("sqlite", "?")),
        (section, tr("Version"), hello.get("software", "?")),
        (section, tr("Protocol"), str(hello.get("protocol", "?"))),
        (section, tr("Operations"), str(len(hello.get("operations", [])))),
    ]
    families = {
        "statistics": tr("statistics"),
        "charts": tr("charts"),
        "import": tr("import"),
        "export": tr("export"),
        "checks": tr("checks of the data"),
        "roads": tr("road drawings"),
    }
    for family, packages in sorted((hello.get("missing") or {}).items()):
        missing_for = tr("Missing for: {what}").format(what=families.get(family, family))
        rows.append((section, missing_for, ", ".join(packages)))
    return rows


def of_plugin():
    section = tr("Plugin")
    return [
        (section, tr("Version"), version()),
        (section, tr("Environment"), settings.environment() or tr("none")),
        (section, tr("Language"), settings.language() or tr("as QGIS")),
    ]


def of_self_test(result):
    """Rows of the worker's self-test; what went wrong is told in the worker's own words."""
    section = tr("Self-test")
    known = {
        "sqlite": tr("SQLite is new enough"),
        "rtree": tr("SQLite has spatial indexes"),
        "layers": tr("The layer definitions are here"),
        "registry": tr("A registry can be made and written"),
        "workspace": tr("A workspace can be checked out and edited"),
        "commit": tr("Edits can be committed"),
    }
    return [
        (section, known.get(one["name"], one["name"]), "✓" if one["ok"] else f"✗ {one['text']}")
        for one in result["checks"]
    ]


def as_text(rows):
    """Rows as plain text, for a letter to whoever helps.

    >>> print(as_text([("A", "x", "1"), ("A", "y", "2"), ("B", "z", "3")]))
    A
      x: 1
      y: 2
    B
      z: 3
    """
    lines, last = [], None
    for section, name, value in rows:
        if section != last:
            lines.append(section)
            last = section
        lines.append(f"  {name}: {value}")
    return "\n".join(lines)
