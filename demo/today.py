"""What is told live, on the clock: reading the history, two engineers at once, a table with mistakes."""

from __future__ import annotations

from pathlib import Path

import registry
from registry.roads.sizes import line_lengths

from . import engineers
from .departments import OPERATOR, ROADS_ATYRAU
from .telling import command, heading, say
from .works import ATYRAU_2026, workbook

DEPARTMENT, OFFICE = "department.gpkg", "operator.gpkg"
_OURS = "region_code in ('KZ-23', 'KZ-47')"
DAYS = ("2022-12-31", "2023-12-31", "2024-12-31", "tag:2025-report", "head")
_ROAD = " WHERE route_id = 'makat-beineu' AND km_from = 0"


def history_read() -> None:
    """What is in it, what happened, what one commit and one year changed."""
    heading("What is in the registry, and how it came there")
    command("registry layers")
    command("registry log -n 8")
    say("Works came as departments' tables, roads and sites from workspaces. Only what touched one layer:")
    command("registry log --layer reclamation_areas")
    say("The realigned road, by the day of its commit; and what the correction of the bypass changed:")
    command("registry show 2024-05-20 --stat")
    command("registry diff 2025-08-03..2025-08-04")
    heading("A version gets a name")
    command(
        f'registry tag 2025-report 2025-09-12 -m "As in the reports of 2025-09-11" --author "{ROADS_ATYRAU}"'
    )
    command("registry diff tag:2025-report..head --stat")


def roads_as_of(reg: registry.Registry) -> None:
    """Roads at several versions: sections, kilometres by measure and as drawn."""
    heading("Roads as of an earlier day")
    say(
        "Registry time is when the registry learnt of it. Any version reads like the newest, from Python too:"
    )
    print('\n>>> reg = registry.open("registry.gpkg")')
    print(f'>>> roads = reg.read("roads", version="2023-12-31", where="{_OURS}")\n')
    print("version          revision  sections  in use km  drawn km  under construction km  planned km")
    for day in DAYS:
        roads = reg.read("roads", version=day, where=_OURS)
        km = (roads.km_to - roads.km_from).groupby(roads.lifecycle).sum()
        drawn = line_lengths(roads.geometry[roads.lifecycle == "in_use"]).sum() / 1000
        print(
            f"{day:<15}  {reg.ledger.resolve(day):>8}  {len(roads):>8}  {km.get('in_use', 0):>9,.1f}"
            f"  {drawn:>8,.1f}  {km.get('under_construction', 0):>21.1f}  {km.get('planned', 0):>10.1f}"
        )
    print("Atyrau and Mangystau, by the sections' kilometres. Lines are schematic: drawn km are no lengths.")


def two_engineers(out: Path) -> None:
    """Disjoint edits merge by themselves; one value given twice is a conflict, until someone decides."""
    heading("Two engineers edit the same road")
    say(
        """Both check out the same version. Each file is an ordinary GeoPackage with forms and styles, for
        QGIS or any other program; here plain SQL edits it."""
    )
    command(f"registry checkout {DEPARTMENT} --layers roads,repairs --language ru")
    command(f"registry checkout {OFFICE} --layers roads")
    _edit(out / DEPARTMENT, "UPDATE roads SET surface = 'asphalt', pavement = 'capital'" + _ROAD)
    _edit(out / DEPARTMENT, "UPDATE roads SET lanes = 2 WHERE route_id = 'makat-dossor'")
    _edit(out / OFFICE, "UPDATE roads SET width_m = 8" + _ROAD)
    _edit(out / OFFICE, "UPDATE roads SET lanes = 2, width_m = 7.5 WHERE route_id = 'zhetybay-zhanaozen'")
    command(f"registry status {DEPARTMENT}")
    command(f"registry diff {OFFICE}")
    _commit(DEPARTMENT, "Makat – Kulsary is asphalt now", ROADS_ATYRAU)
    say(
        "The operator commits after it. Other roads, and other columns of the same road, merge by themselves:"
    )
    _commit(OFFICE, "Widths measured", OPERATOR)

    heading("A conflict, and its end")
    say("Now both give the road a category, each another one. The registry does not choose for them.")
    command(f"registry update {DEPARTMENT}")
    _edit(out / DEPARTMENT, "UPDATE roads SET tech_category = 'II'" + _ROAD)
    _edit(out / OFFICE, "UPDATE roads SET tech_category = 'III', all_season = 'yes'" + _ROAD)
    _commit(DEPARTMENT, "Makat – Kulsary is of category II", ROADS_ATYRAU)
    _commit(OFFICE, "Makat – Kulsary: category and season", OPERATOR, expect=1)
    command(f"registry conflicts {OFFICE}", expect=1)
    command(f"registry resolve {OFFICE} --layer roads --column tech_category --theirs")
    _commit(OFFICE, "Makat – Kulsary: category and season", OPERATOR)


def _commit(workspace: str, message: str, author: str, expect: int = 0) -> None:
    command(f'registry commit {workspace} -m "{message}" --author "{author}"', expect)


def _edit(path: Path, statement: str) -> None:
    print(f"\n{path.name}> {statement}")
    engineers.sql(path, statement)


def table_with_mistakes(out: Path) -> None:
    """An import names every mistake at once, and takes nothing, or the good rows."""
    heading("A department's table, with mistakes")
    name = "works-2026.xlsx"
    workbook(out / name, "Ремонт автомобильных дорог, 2026", ATYRAU_2026)
    what = f"registry import repairs {name} --key work_id --set quality=schematic"
    command(what, expect=65)
    command(f'{what} --on-bad-rows skip -m "Works of 2026" --author "{ROADS_ATYRAU}"')


def one_road(reg: registry.Registry) -> None:
    """Who gave each value of a road."""
    heading("Who says so? Blame of one road")
    roads = reg.read("roads", where="route_id = 'makat-beineu' and km_from = 0")
    uid = roads.index[0]
    command(f"registry blame roads {uid}")
    command(f"registry history roads {uid}")


def checked(reg: registry.Registry, out: Path) -> None:
    """A reference to nothing, which no table alone can show; found, mended, gone."""
    heading("Check")
    command("registry check --output check.geojson", expect=1)
    say("One work names a road that does not exist. In a workspace:")
    command(f"registry update {DEPARTMENT}")
    _edit(out / DEPARTMENT, "UPDATE repairs SET route_id = 'atyrau-oral' WHERE route_id = 'atyrau-orel'")
    _commit(DEPARTMENT, "A work's road was misspelt", ROADS_ATYRAU)
    command("registry check --output check.geojson")


def drawn() -> None:
    """The works of the last table get their lines."""
    heading("Works get their lines")
    say(
        """A work is where its route and kilometres say. Its line is a drawing, so that people see it on a
        map; the works of 2026 have none yet."""
    )
    command(f'registry draw -m "Draw the works of 2026" --author "{ROADS_ATYRAU}"')


def exported(reg: registry.Registry) -> None:
    """Every layer as it is, and the roads as they were."""
    heading("Export")
    command("registry export roads roads.geojson")
    command("registry export roads roads-2023.geojson --version 2023-12-31", space=False)
    others = {name: one for name, one in reg.layers.items() if name != "roads"}
    for name, definition in others.items():
        command(f"registry export {name} {name}.{'geojson' if definition.geometry else 'csv'}", shown=False)
    say(f"The {len(others)} other layers likewise, those without geometry as CSV.")


def proved(reg: registry.Registry) -> None:
    """The chain of digests, and that the version sent out with the reports is still in it."""
    heading("Verify")
    say("The digest of tag:2025-report went out with the reports; a history without it would be another one.")
    command(f"registry verify --head {reg.ledger.commit('tag:2025-report').digest}")
