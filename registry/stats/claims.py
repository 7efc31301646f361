"""Official statements beside what the registry computes.

A claim agrees if the computed figure is one of those that it is true of: an exact claim of all that round to
it, "more than" of all from its value on, "about" of all within a share of it. What cannot be computed says
why. A claim is never corrected and never added to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..model.errors import RegistryError, UnknownLayer
from .claimed import Call, call_for
from .computing import figure_of
from .contradictions import Contradiction, bounds, contradictions
from .indicator import Indicator, Parameter, Request
from .result import MIXED, Column, LeftOut, Result
from .sentences import Listed, Sentence, Value, values

if TYPE_CHECKING:
    import pandas

LAYER = "claims"
AGREES, DIFFERS, TARGET, NOT_COMPUTABLE = "agrees", "differs", "target", "not computable"
_PLANS = ("planned", "target")
#: Indicators whose figure is what somebody wrote down, not a measurement.
_RECORDED = ("layer-count", "layer-sum", "event-length")


def compute(request: Request) -> Result:
    """Each claim with its verdict; see :data:`CLAIMS`."""
    import pandas as pd

    if not request.has(LAYER):
        raise UnknownLayer(layer=LAYER, known=", ".join(request.layers))
    uids, claims = _claims(request)
    found = contradictions(claims, request.parameters["about"])
    groups = {row: number for number, one in reversed([*enumerate(found, 1)]) for row in one.rows}
    rows: list[dict[str, Any]] = []
    evidence: list[tuple[Any, ...]] = []
    known: dict[str, Result] = {}
    order = _in_order(len(claims), groups)
    for row in order:
        told, behind = _judged(request, claims[row], known)
        others = [one.sentence for one in found if row in one.rows]
        told["note"] = Listed.of([*told["note"], *others], "; ")
        evidence.append((len(rows), LAYER, uids[row], None))
        evidence += [(len(rows), *one) for one in behind]
        rows.append({**_facts(claims[row]), "group": groups.get(row), **told})
    left = [
        LeftOut(LAYER, uids[row], told["note"].parts[0])
        for row, told in zip(order, rows, strict=True)
        if told["verdict"] == NOT_COMPUTABLE
    ]
    return Result(
        indicator=CLAIMS.name,
        table=_table(rows),
        columns=COLUMNS,
        evidence=pd.DataFrame(evidence, columns=["row", "layer", "uid", "value"]),
        left_out=left,
        notes=list(_notes(rows, found)),
        key=("claim",),
        details={"contradictions": lambda: _listed(found, claims)},
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> pandas.DataFrame:
    """Texts as they are: a column of texts would forget what they were made of."""
    import pandas as pd

    kinds = {
        one.name: "float64" if one.unit else "Int64" if one.name == "group" else object for one in COLUMNS
    }
    made = {name: pd.Series([row.get(name) for row in rows], dtype=kind) for name, kind in kinds.items()}
    return pd.DataFrame(made)


def _claims(request: Request) -> tuple[list[str], list[dict[str, Any]]]:
    """Claims as they are, dates as text, nothing as None; in the order of their rows."""
    frame = request.frame(LAYER, request.where)
    names = request.layers[LAYER].names
    columns = [[_plain(value) for value in frame[name].tolist()] for name in names]
    return list(frame.index), [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    import pandas as pd

    if not isinstance(value, str) and pd.isna(value):
        return None
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def _in_order(count: int, groups: Mapping[int, int]) -> list[int]:
    """Rows in their order, those of one group after its first."""
    order: list[int] = []
    for row in range(count):
        if row not in order:
            group = groups.get(row)
            order += [row] if group is None else [one for one in range(count) if groups.get(one) == group]
    return order


def _facts(claim: Mapping[str, Any]) -> dict[str, Any]:
    period = [claim["period_start"], claim["period_end"]]
    unit = claim["currency"] if claim["unit"] == "money" else claim["unit"]
    return {
        "claim": claim["claim_id"], "statement": claim["statement"], "qualifier": claim["qualifier"],
        "claimed": float(claim["value"]), "unit": unit, "status": claim["status"],
        "period": "/".join(dict.fromkeys(one for one in period if one)) or None, "source": claim["source"],
    }  # fmt: skip


def _judged(
    request: Request, claim: Mapping[str, Any], known: dict[str, Result]
) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """The verdict of one claim, and the features behind the computed figure."""
    call = call_for(claim, request.layers)
    if isinstance(call, Sentence):
        return {"verdict": Sentence.of(NOT_COMPUTABLE), "note": [call]}, []
    planned = claim["status"] in _PLANS and call.done is not None
    note: list[str] = [call.note] if call.note else []
    try:
        value, why, behind = _figure(request, call, known)
        if planned and call.done:
            plan, behind_plan = value, behind
            value, why, behind = _figure(request, _achieved(call), known)
            if plan is not None:
                note.append(Sentence.of("the registry holds {value:,.15g} as planned", value=plan))
                behind = behind or behind_plan
                value = 0.0 if value is None and call.done != "capacity" else value
    except RegistryError as error:
        return {"verdict": Sentence.of(NOT_COMPUTABLE), "note": [str(error)]}, []
    if value is not None:
        note += _origin(request, claim, call, behind)
    claimed = float(claim["value"])
    if planned:
        note += [] if value is not None else [Sentence.of("what is done cannot be computed: {why}", why=why)]
        progress = None if value is None or not claimed else value / claimed
        return {"verdict": Sentence.of(TARGET), "computed": value, "progress": progress, "note": note}, behind
    if value is None:
        return {"verdict": Sentence.of(NOT_COMPUTABLE), "note": [*note, why]}, []
    low, high = bounds(claim, request.parameters["about"])
    slack = request.parameters["exact"] * abs(claimed) + 1e-9 * max(abs(claimed), 1.0)
    verdict = AGREES if low - slack <= value <= high + slack else DIFFERS
    return {
        "verdict": Sentence.of(verdict),
        "computed": value,
        "difference": value - claimed,
        "note": note,
    }, behind


def _achieved(call: Call) -> Call:
    """The call narrowed to what is done."""
    if call.done == "capacity":
        return replace(call, parameters={**call.parameters, "field": "capacity"})
    return replace(call, where=" and ".join(f"({one})" for one in (call.where, call.done) if one))


def _figure(
    request: Request, call: Call, known: dict[str, Result]
) -> tuple[float | None, str, list[tuple[Any, ...]]]:
    """The figure of a call, or None and why; and ``(layer, uid, value)`` of the features behind it;
    ``known`` are the results so far, since many claims are about one."""
    asked = repr((call.indicator, call.by, call.where, sorted(call.parameters.items())))
    if asked not in known:
        known[asked] = figure_of(request, call.indicator, call.by, call.where, **call.parameters)
    result = known[asked]
    evidence = result.evidence
    if call.row:
        table = result.table
        chosen = [place for place, row in enumerate(table.to_dict("records")) if _is(row, call.row)]
        if not chosen:
            named = [
                Sentence.of("{field} {value}", field=Value.of("column", name), value=Value.of(name, value))
                for name, value in call.row.items()
            ]
            none = "the registry holds nothing of it ({indicator}, {named})"
            return None, Sentence.of(none, indicator=_called(call), named=Listed.of(named)), []
        figures: Mapping[Any, Any] = table.iloc[chosen[0]].to_dict()
        evidence = evidence[evidence["row"] == chosen[0]]
    else:
        figures = result.total or (result.table.iloc[0].to_dict() if len(result.table) == 1 else {})
    if call.needs is not None and not _number(figures.get(call.needs)):
        return (
            None,
            Sentence.of(
                "the registry holds nothing of it ({indicator}: no {figure})",
                indicator=_called(call),
                figure=Value.of("column", call.needs),
            ),
            [],
        )
    value = _number(figures.get(call.figure))
    if value is not None and call.per is not None:
        divisor = _number(figures.get(call.per))
        value = value / divisor if divisor else None
    if value is None:
        figure = Value.of("column", call.figure)
        return None, Sentence.of("{indicator} gives no {figure}", indicator=_called(call), figure=figure), []
    behind = list(evidence[["layer", "uid"]].astype(str).drop_duplicates().itertuples(index=False, name=None))
    return value * call.factor, "", [(*one, None) for one in behind]


def _called(call: Call) -> Value:
    return Value.of("indicator", call.indicator)


def _is(row: Mapping[Any, Any], wanted: Mapping[str, Any]) -> bool:
    return all(row.get(name) == value for name, value in wanted.items())


def _number(value: Any) -> float | None:
    import pandas as pd

    return None if pd.isna(value) else float(value)


def _origin(
    request: Request, claim: Mapping[str, Any], call: Call, behind: Sequence[tuple[Any, ...]]
) -> list[str]:
    """Whether a recorded figure is the claim's own source said again, and whether shapes are no true ones."""
    told: list[str] = []
    sources: list[str] = []
    qualities: set[str] = set()
    for layer in dict.fromkeys(layer for layer, *_ in behind):
        frame = request.frame(layer)
        rows = frame.loc[[uid for name, uid, _ in behind if name == layer]]
        sources += rows["source"].dropna().tolist() if "source" in frame else []
        qualities |= set(rows["quality"].dropna()) if "quality" in frame else set()
    if call.indicator in _RECORDED and sources and all(str(claim["source"]) in one for one in sources):
        told.append(Sentence.of("recorded from the same source"))
    if doubtful := sorted(qualities & {"schematic", "inferred"}):
        told.append(Sentence.of("{qualities} data", qualities=values("quality", doubtful, " and ")))
    return told


def _notes(rows: Sequence[Mapping[str, Any]], found: Sequence[Contradiction]) -> Iterator[str]:
    counts = {
        name: sum(row["verdict"] == name for row in rows)
        for name in (AGREES, DIFFERS, TARGET, NOT_COMPUTABLE)
    }
    listed = [
        Sentence.of("{count} {verdict}", count=number, verdict=Sentence.of(name))
        for name, number in counts.items()
        if number
    ]
    if not rows:
        return
    yield Sentence.of("{count:claim}: {listed}", count=len(rows), listed=Listed.of(listed))
    for number, one in enumerate(found, 1):
        why = Sentence.of("contradiction {number}: {why}", number=number, why=one.sentence)
        yield why.shown_by("contradictions")


def _listed(found: Sequence[Contradiction], claims: Sequence[Mapping[str, Any]]) -> pandas.DataFrame:
    import pandas as pd

    rows = [
        (number, claims[row]["claim_id"], claims[row]["statement"], one.sentence)
        for number, one in enumerate(found, 1)
        for row in one.rows
    ]
    # Texts as they are: a column of texts would forget what they were made of.
    return pd.DataFrame(rows, columns=["group", "claim", "statement", "why"], dtype=object)


COLUMNS = (
    Column("group"), Column("claim"), Column("statement"), Column("status"), Column("period"),
    Column("qualifier"), Column("claimed", MIXED), Column("unit"), Column("computed", MIXED),
    Column("difference", MIXED), Column("progress", "share"), Column("verdict"), Column("note"),
    Column("source"),
)  # fmt: skip

CLAIMS = Indicator(
    name="claims",
    title={"en": "Claims", "ru": "Заявленные показатели", "kk": "Мәлімделген көрсеткіштер"},
    formula=(
        "each claim beside the indicator that computes it: agrees if the figure is one that the claim is true"
        " of within its qualifier; progress of a plan or target = done / claimed"
    ),
    inputs=(LAYER, "the layers of each claim"),
    source="own definition",
    compute=compute,
    parameters=(
        Parameter("about", "real", 0.05, "share of its value to which a claim of about it reaches"),
        Parameter(
            "exact", "real", 0.0, "share of its value that an exact claim may be off, besides rounding"
        ),
    ),
)

INDICATORS = (CLAIMS,)
