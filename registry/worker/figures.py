"""Figures: indicators, claims, receipts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..model.definition import title_in
from ..model.errors import UsageError
from .areas import area_of
from .asking import registry_at
from .job import Job
from .operations import full_operation
from .results import keep, result_shape

#: Options of a request of their own, which are no parameters of an indicator.
_OPTIONS = ("by", "where", "area", "version", "name", "ledger", "older", "newer")


@full_operation("statistics")
def indicators(job: Job) -> dict[str, Any]:
    """Every indicator with what it takes, in the language asked for where the library has words for it."""
    from ..publish.results.explanations import explained
    from ..publish.results.titles import title
    from ..stats.indicator import FAMILIES, indicator_named
    from ..stats.indicator import indicators as known
    from ..stats.result import Column

    family = {}
    for name in FAMILIES:
        from importlib import import_module

        for one in import_module(f"..stats.{name}", __package__).INDICATORS:
            family[one.name] = name
    found = []
    for name in sorted(known()):
        one = indicator_named(name)
        found.append(
            {
                "name": name,
                "family": family.get(name, ""),
                "title": title_in(one.title, job.language, name),
                "titles": dict(one.title),
                "explanation": explained("formulas", one.formula, job.language),
                "formula": explained("formulas", one.formula, job.language),
                "source": explained("sources", one.source, job.language),
                "inputs": [explained("inputs", each, job.language) for each in one.inputs],
                "parameters": [
                    {
                        "name": each.name,
                        "title": explained("parameters", each.description, job.language),
                        "type": each.kind,
                        "default": each.default,
                        "choices": list(each.choices),
                        "choice_titles": [explained("choices", text, job.language) for text in each.choices],
                        "required": each.default is None and _must_be_given(each.name, each.description),
                    }
                    for each in one.parameters
                ],
                "groupings": [
                    {"name": each, "title": title(Column(each), job.language)} for each in one.groupings
                ],
                "any_field": one.any_field,
                "default_by": list(one.groupings[:1]),
            }
        )
    return {"indicators": found}


def _must_be_given(name: str, description: str) -> bool:
    return "must be given" in description or name == "raster"


@full_operation("statistics")
def statistics(
    job: Job,
    registry: str,
    indicator: str,
    by: list[str] | str | None = None,
    version: str | int | None = None,
    where: str | None = None,
    area: str | dict[str, Any] | list[Any] | None = None,
    parameters: dict[str, Any] | None = None,
    limit: int | None = None,
    since: str | int | None = None,
) -> dict[str, Any]:
    """An indicator at a version, or what it became since an older one."""
    from ..stats.computing import compute, compute_change

    ledger = registry_at(registry)
    given = {name.replace("-", "_"): value for name, value in (parameters or {}).items()}
    if strange := given.keys() & set(_OPTIONS):
        raise UsageError(f"{min(strange)} is no parameter of an indicator; give it beside them")
    groups = [one.strip() for one in by.split(",") if one.strip()] if isinstance(by, str) else by or []
    asked: dict[str, Any] = {"by": groups, "where": where or None, "area": area_of(area), **given}
    job.progress(None, indicator)
    job.breakable = True
    if since is None:
        result, _ = compute(ledger, indicator, version, **asked)
    else:
        result, _ = compute_change(ledger, indicator, since, version, **asked)
    return result_shape(keep(result, ledger), job.language, limit)


@full_operation("statistics")
def claims(
    job: Job,
    registry: str,
    version: str | int | None = None,
    where: str | None = None,
    about: float = 0.05,
) -> dict[str, Any]:
    """Official statements beside what the registry computes, and those that contradict each other."""
    from ..publish.results.plain import records
    from ..stats.computing import compute

    ledger = registry_at(registry)
    job.progress(None, "claims")
    job.breakable = True
    result, _ = compute(ledger, "claims", version, where=where or None, about=about)
    shape = result_shape(keep(result, ledger), job.language)
    verdicts = [str(one) for one in result.table["verdict"].tolist()] if len(result.table) else []
    details = result.details.get("contradictions")
    return {
        **shape,
        "verdicts": {name: verdicts.count(name) for name in dict.fromkeys(verdicts)},
        "contradictions": [] if details is None else records(details()),
    }


@full_operation("statistics")
def verify_receipt(
    job: Job,
    registry: str,
    path: str | None = None,
    receipt: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Compute a figure again from its receipt: does it still hold?"""
    import json
    import tempfile

    from ..stats.computing import verify_receipt as computed_again
    from ..stats.receipt import read_receipt

    if (path is None) == (receipt is None):
        raise UsageError("give a receipt, or the file that holds it")
    if receipt is not None:
        with tempfile.TemporaryDirectory(prefix="registry-receipt-") as folder:
            file = Path(folder) / "receipt.json"
            file.write_text(json.dumps(receipt), encoding="utf-8")
            held = read_receipt(file)
    else:
        held = read_receipt(Path(str(path)))
    ledger = registry_at(registry)
    job.breakable = True
    found = computed_again(ledger, held)
    what = f"{held.indicator} at {held.revision}"
    text = (
        f"{what} comes out the same, {held.short}"
        if found.holds
        else f"{what} does not hold: {found.problem}"
    )
    return {
        "holds": found.holds,
        "text": text,
        "problem": found.problem,
        "indicator": held.indicator,
        "revision": held.revision,
    }
