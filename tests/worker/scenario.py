"""One walk through every operation, on the shipped layers with their seed rows.

``docs/worker.md`` shows its requests and answers: ``python -m tests.worker.scenario`` writes them there anew,
and a test holds that the page still tells the truth.
"""

from __future__ import annotations

import inspect
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from registry.model.geometry import register_functions
from registry.worker import modules
from registry.worker.operations import OPERATIONS, Operation
from tests.worker.conftest import BARE, FULL, Client

#: Of a line of the page.
WIDTH = 118
PAGE = Path(__file__).resolve().parents[2] / "docs" / "worker.md"
BEGIN, END = "<!-- operations -->", "<!-- end of operations -->"
#: A road of the seed rows, Atyrau – Dossor; and a place on it.
ROAD = "23bdc5a963885a3ca93f942988c1b170"
ON_IT = {"x": 52.4253, "y": 47.32}


class Walk:
    """The walk; ``seen`` has of each operation the first request and answer."""

    def __init__(self, folder: Path, bare: Client, full: Client) -> None:
        self.folder, self.bare, self.full = folder, bare, full
        self.seen: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def ask(self, operation: str, **given: Any) -> dict[str, Any]:
        """Ask the worker that is enough for it."""
        client = self.bare if operation in self.bare.hello["operations"] else self.full
        answer = client.ask(operation, **given)
        self.seen.setdefault(operation, (given, answer))
        return answer

    def edit(self, workspace: str, *statements: str) -> None:
        """What another program, such as QGIS, saves."""
        with closing(sqlite3.connect(workspace)) as handle, handle:
            register_functions(handle)
            for statement in statements:
                handle.execute(statement)

    def run(self) -> None:
        """All of it."""
        registry, work, other = (self.path(name) for name in ("atyrau.gpkg", "work.gpkg", "other.gpkg"))
        command = [sys.executable, "-m", "registry.cli", "init", registry, "--author", "Aliya", "--seed"]
        subprocess.run(command, check=True, capture_output=True, cwd=PAGE.parents[1])
        self.ask("self_test")
        self.ask("create_registry", path=self.path("new.gpkg"), author="Aliya")
        self.ask("registry_info", registry=registry)
        self.ask("definition", registry=registry, layer="km_posts", language="ru")
        self.ask("candidates", registry=registry, layer="settlements", box=[51.5, 47.0, 52.0, 47.5])
        self.ask("checkout", registry=registry, workspace=work, language="ru")
        self.ask("checkout", registry=registry, workspace=other)
        self.ask("is_workspace", path=work)
        self._edit_and_commit(registry, work)
        self._conflict(registry, other)
        self._past(registry)
        self._roads(registry, work)
        self._figures(registry)
        self._exchange(registry)

    def _edit_and_commit(self, registry: str, work: str) -> None:
        self.edit(
            work,
            "UPDATE roads SET lanes = 2, surface = 'Asphalt', km_from = 94.911, km_to = 0"
            f" WHERE uid = '{ROAD}'",
            "UPDATE settlements SET geom = (SELECT geom FROM settlements WHERE name_en = 'Dossor')"
            " WHERE name_en = 'Makat'",
        )
        self.ask("edit_counts", workspace=work)
        self.ask("workspace_info", workspace=work)
        self.ask("changes", workspace=work, language="ru")
        moved = self.ask("change_geometry", workspace=work, layer="settlements")
        self.ask("feature", workspace=work, layer="roads", uid=ROAD)
        problems = self.ask("check_changes", workspace=work, language="ru")["problems"]
        first, *rest = [
            {"layer": one["layer"], "uid": one["uid"], "values": one["fix"]["values"]} for one in problems
        ]
        self.ask("apply_fix", workspace=work, **first)
        self.ask("apply_fixes", workspace=work, fixes=rest)
        self.ask("discard", workspace=work, layers=["settlements"], uids=[moved["features"][0]["uid"]])
        self.ask("commit", workspace=work, message="Surface of the road to Dossor", author="Aliya")

    def _conflict(self, registry: str, other: str) -> None:
        self.edit(other, f"UPDATE roads SET lanes = 4, width_m = 9.5 WHERE uid = '{ROAD}'")
        self.ask("update", workspace=other)
        self.ask("conflicts", workspace=other)
        self.ask("conflict_geometry", workspace=other, layer="roads", uid=ROAD)
        self.ask("resolve", workspace=other, choice="theirs", layer="roads", uid=ROAD, column="lanes")
        self.ask("commit", workspace=other, message="Width", author="Bolat")
        self.ask("adopt", workspace=other)

    def _past(self, registry: str) -> None:
        self.ask("log", registry=registry, layer="roads", limit=2)
        self.ask("commit_changes", registry=registry, revision=3)
        self.ask("difference", registry=registry, older=2, newer="head")
        self.ask("difference_geometry", registry=registry, older=1, newer=2, layer="roads", limit=1)
        self.ask("history", registry=registry, layer="roads", uid=ROAD)
        self.ask("blame", registry=registry, layer="roads", uid=ROAD)
        self.ask("restore", registry=registry, layer="roads", uid=ROAD, version=2, author="Aliya")
        self.ask("revert", registry=registry, revision=5, author="Aliya")
        self.ask("add_tag", registry=registry, name="report-2025", author="Aliya", version=4)
        self.ask("tags", registry=registry)
        self.ask("remove_tag", registry=registry, name="report-2025", author="Aliya")
        self.ask("version_source", registry=registry, layer="roads", version=4)
        self.ask("resolve_version", registry=registry, version="head~1")
        self.ask("revision_times", registry=registry)
        self.ask("export_geojson", registry=registry, layer="roads", path=self.path("roads.geojson"))
        self.ask("verify", registry=registry)

    def _roads(self, registry: str, work: str) -> None:
        self.ask("routes", registry=registry, text="dossor")
        self.ask("locate", registry=registry, crs="EPSG:4326", **ON_IT)
        self.ask("place", registry=registry, route_id="atyrau-dossor", measure="47+500")
        self.ask("interval", registry=registry, route_id="atyrau-dossor", start="12+000", end="15+300")
        event = {"route_id": "atyrau-dossor", "start": "15+300", "end": "12+000"}
        self.ask("event_values", workspace=work, layer="repairs", **event)
        self.ask("stale_drawings", registry=registry)
        self.ask("redraw_events", workspace=work)
        self.ask("refresh_drawings", registry=registry, author="Aliya")
        near = [{**ON_IT, "measure": "47+400"}, {"x": 52.9709, "y": 47.53234, "measure": 94911}]
        self.ask("calibrate", registry=registry, route_id="atyrau-dossor", posts=near)

    def _figures(self, registry: str) -> None:
        self.ask("indicators", language="en")
        found = self.ask(
            "statistics", registry=registry, indicator="road-length", by=["region_code"], language="ru"
        )
        number = found["result_id"]
        self.ask("evidence", result_id=number, row=0)
        repaired = self.ask("statistics", registry=registry, indicator="repaired-km", by=["road"])
        self.ask("detail", result_id=repaired["result_id"], name="overlaps")
        self.ask("export_result", result_id=number, path=self.path("lengths.csv"))
        self.ask("chart", result_id=number, width=600, height=400)
        self.ask("report", registry=registry, result_ids=[number], path=self.path("report.html"))
        self.ask("verify_receipt", registry=registry, receipt=found["receipt"])
        self.ask("claims", registry=registry, where="indicator = 'objects'")

    def _exchange(self, registry: str) -> None:
        source = self.folder / "villages.csv"
        source.write_text(
            "settlement_id,name_ru,kind,source,quality,lon,lat\n"
            "taskesken,Таскескен,village,survey,surveyed,51.9,47.2\n"
            "unknown,Неизвестно,aul,survey,surveyed,51.9,47.3\n",
            encoding="utf-8",
        )
        brought = {"registry": registry, "source": str(source), "layer": "settlements"}
        self.ask("import_preview", **brought)
        self.ask("import", **brought, author="Aliya", message="Villages")
        self.ask("export", registry=registry, layer="roads", path=self.path("roads.csv"), language="ru")
        self.ask("check", registry=registry, layers=["settlements"])


# --- the page -----------------------------------------------------------------------------------------------


def shortened(value: Any) -> Any:
    """An answer as the page shows it: the first of many, and the beginning of what is long."""
    if isinstance(value, dict) and {"commit_id", "local_time", "digest"} <= value.keys():
        return "COMMIT"
    if isinstance(value, dict):
        return {key: shortened(one) for key, one in list(value.items())}
    if isinstance(value, list):
        return [shortened(one) for one in value[:1]] if len(value) > 4 or _is_deep(value) else value
    if isinstance(value, str) and len(value) > 72:
        return value[:60] + "..."
    return value


def _is_deep(value: list[Any]) -> bool:
    return any(isinstance(one, (dict, list)) for one in value)


def parameters_of(one: Operation) -> list[tuple[str, str, bool]]:
    """Name, type and whether it may be left out, of each parameter."""
    found = []
    for parameter in list(inspect.signature(one.function).parameters.values())[1:]:
        kind = str(parameter.annotation).replace("dict[str, Any]", "object").replace("None", "null")
        kind = kind.replace("list[Any]", "list").replace("str", "text").replace("bool", "true or false")
        kind = kind.replace("float", "number").replace("int", "integer").replace("Version", "text | integer")
        found.append((parameter.name, kind, parameter.default is not inspect.Parameter.empty))
    return found


def page_of(walk: Walk) -> str:
    """The part of the page that tells the operations."""
    lines: list[str] = []
    for family in (None, *sorted({one.family for one in OPERATIONS.values() if one.family})):
        lines += ["## The core" if family is None else f"## With {family}", ""]
        for name in (name for name, one in OPERATIONS.items() if one.family == family):
            lines += _section(walk, name)
    return "\n".join(lines)


def _section(walk: Walk, name: str) -> Iterator[str]:
    one, (given, answer) = OPERATIONS[name], walk.seen[name]
    yield from (f"### {name}", "", inspect.getdoc(one.function) or "", "")
    for parameter, kind, optional in parameters_of(one):
        yield f"- `{parameter}`: {kind}" + (", may be left out" if optional else "")
    request = json.dumps({"id": 1, "do": name, "with": shortened(given)}, ensure_ascii=False)
    reply = laid_out({"id": 1, "result": shortened(answer)})
    text = f"```json\n{request}\n{reply}\n```".replace(str(walk.folder), "/data")
    yield from ("", text, "")


def laid_out(value: Any, indent: int = 0, before: int = 0) -> str:
    """JSON on one line where it fits, else each member on its own."""
    text = json.dumps(value, ensure_ascii=False)
    if indent + before + len(text) <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return text
    inner = " " * (indent + 1)
    if isinstance(value, list):
        parts = [laid_out(one, indent + 1) for one in value]
        return "[\n" + ",\n".join(inner + part for part in parts) + "]"
    parts = [f'"{name}": ' + laid_out(one, indent + 1, len(name) + 4) for name, one in value.items()]
    return "{" + f",\n{inner}".join(parts) + "}"


def main() -> None:
    """Write the page anew."""
    modules.load()
    with tempfile.TemporaryDirectory() as folder:
        bare, full = Client(BARE), Client(FULL)
        walk = Walk(Path(folder), bare, full)
        walk.run()
        bare.close()
        full.close()
        text = PAGE.read_text(encoding="utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n\n{page_of(walk)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
