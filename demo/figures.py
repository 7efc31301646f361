"""What is counted: kilometres, condition, coverage, hectares, distances, claims; with receipts and charts."""

from __future__ import annotations

from .telling import command, heading, say

CHARTS = {
    "repaired.png": "repaired-km --by year,work_type --language kk",
    "condition.png": "condition-share --by region --language ru",
    "coverage.png": "zone-coverage --by region --language kk",
    "reclaimed.png": "reclaimed-ha --by owner --language en",
}
FILES = ("receipt.json", "claims.xlsx", "claims.png", "repaired.geojson", *CHARTS)


def counted() -> None:
    """Figures of roads and land, each with what was left out of it."""
    heading("Roads by kilometre")
    say("Works are where their route and kilometres say; a point finds its kilometre, a kilometre its place.")
    command("registry locate atyrau-dossor 12+500")
    command("registry locate 52.2,47.2318", space=False)
    command("registry realign 2024-05-19..head --behaviour move")
    heading("Repaired kilometres")
    say(
        """A metre under two works counts once; of two types the higher has it, so that types add up. What was
        not counted is counted too."""
    )
    command("registry stats repaired-km --by year,work_type --receipt receipt.json")
    command("registry stats repaired-km --by year --show overlaps")
    say("The same in Kazakh, by region and type:")
    command("registry stats repaired-km --by region,work_type --language kk")
    say("Anybody who has the registry computes the same figure again from its receipt:")
    command("registry verify-receipt receipt.json")
    say("What half a year brought, and by which works:")
    command("registry stats repaired-km --by region --change 2025-09-30..head")
    heading("Condition, coverage, hectares")
    command("registry stats condition-share --by region")
    command("registry stats zone-coverage --by region")
    command("registry stats reclaimed-ha --by owner")
    command("registry stats road-distance --param to=town --param places=tourism_zones,settlements")


def claimed() -> None:
    """Official statements beside these figures."""
    heading("Claims")
    say(
        """Each official statement beside what the registry computes. Works and surveys here are invented, so
        that figures of works and condition differ from the reports: that is what it looks like."""
    )
    command("registry claims")
    say("In Kazakh, only what differs:")
    command("registry claims --verdict differs --language kk")
    command("registry claims --output claims.xlsx --language ru")


def drawn() -> None:
    """Charts, and the works behind a figure as a map layer."""
    heading("Charts")
    for number, (file, asked) in enumerate(CHARTS.items()):
        command(f"registry stats {asked} --output {file}", space=not number)
    command("registry claims --output claims.png --language ru", space=False)
    say("And the works behind the figures as a map layer, each cut out of its road:")
    command("registry stats repaired-km --by year --output repaired.geojson")
