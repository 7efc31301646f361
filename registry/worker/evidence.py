"""What is behind a figure, and results as files, charts and reports."""

from __future__ import annotations

import base64
import io
from typing import Any

from ..model.errors import UsageError
from .asking import absolute
from .job import Job
from .labels import UNNAMED, named_features
from .operations import full_operation
from .results import kept, result_shape

_WGS84 = "EPSG:4326"


@full_operation("statistics")
def evidence(
    job: Job, result_id: str, row: int | None = None, column: str | int | None = None, limit: int = 20000
) -> dict[str, Any]:
    """Features behind a row of a result, or behind all of it, each drawn where it counts."""
    import dataclasses

    import shapely

    from ..publish.results.drawn import drawn
    from ..publish.results.plain import records

    one = kept(result_id)
    chosen = one.result.evidence
    if row is not None:
        if not 0 <= row < max(1, len(one.result.table)):
            raise UsageError(f"the result has no row {row}")
        chosen = chosen[chosen["row"] == row]
    total = len(chosen)
    chosen = chosen.iloc[:limit].reset_index(drop=True)
    job.progress(None, "features")
    job.breakable = True
    shapes = drawn(dataclasses.replace(one.result, evidence=chosen), one.ledger)
    rows = records(chosen)
    revision = None if one.result.receipt is None else one.result.receipt.revision
    known = [(each["layer"], each["uid"]) for each in rows if isinstance(each["uid"], str)]
    names = named_features(one.ledger, revision, known, job.language)
    features = [
        {
            "row": each["row"],
            "layer": each["layer"],
            "uid": each["uid"],
            "label": names.get((each["layer"], each["uid"]), UNNAMED).label,
            "value": each.get("value"),
            "facts": {name: each[name] for name in each if name not in ("row", "layer", "uid", "value")},
            "wkb": None if shape is None else shapely.to_wkb(shape, hex=True, flavor="iso").lower(),
        }
        for each, shape in zip(rows, shapes, strict=True)
    ]
    return {"crs": _WGS84, "total": total, "features": features}


@full_operation("statistics")
def detail(job: Job, result_id: str, name: str, limit: int = 1000) -> dict[str, Any]:
    """A further table of a result, such as the overlaps."""
    from ..publish.results.plain import records

    one = kept(result_id)
    if name not in one.result.details:
        known = ", ".join(one.result.details) or "none"
        raise UsageError(f"{one.result.indicator} has no table {name!r}; further tables: {known}")
    frame = one.result.details[name]()
    return {
        "columns": [str(each) for each in frame.columns],
        "rows": records(frame.head(limit)),
        "count": len(frame),
    }


@full_operation("statistics")
def export_result(
    job: Job, result_id: str, path: str, format: str | None = None, language: str | None = None
) -> dict[str, Any]:
    """Write a result; the ending of the name tells the format: csv, xlsx, json, geojson, png, svg."""
    from ..publish.results import format_of, write_result

    one = kept(result_id)
    form = format_of(path, format)
    write_result(one.result, one.ledger, path, form, language)
    return {"path": absolute(path), "format": form, "rows": len(one.result.table)}


@full_operation("charts")
def chart(job: Job, result_id: str, kind: str = "bar", width: int = 900, height: int = 520) -> dict[str, Any]:
    """A picture of a result, so many pixels wide and high."""
    if kind != "bar":
        raise UsageError(f"there is no chart {kind!r}; charts: bar")
    one = kept(result_id)
    return {"png": base64.b64encode(picture(one, job.language, width, height)).decode("ascii")}


def picture(one: Any, language: str, width: int, height: int) -> bytes:
    """The chart of a result as PNG."""
    from ..publish.results.chart import drawn

    figure = drawn(one.result, one.ledger, language)
    dots = 100
    figure.set_size_inches(max(width, 200) / dots, max(height, 150) / dots)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dots, metadata={"Software": None})
    return buffer.getvalue()


@full_operation("charts")
def report(
    job: Job, registry: str, result_ids: list[str], path: str, title: str | None = None
) -> dict[str, Any]:
    """Results as one HTML page with tables, charts, notes and receipts, that needs nothing beside it."""
    from ..publish.report import write_report

    if not result_ids:
        raise UsageError("a report needs at least one result")
    pages = []
    for done, number in enumerate(result_ids):
        job.progress(done / len(result_ids), number)
        pages.append((result_shape(number, job.language), kept(number).result))
    write_report(path, kept(result_ids[0]).ledger, pages, job.language, title)
    return {"path": absolute(path), "results": len(pages)}
