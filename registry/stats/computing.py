"""Computing an indicator, with its receipt; and computing a receipt again."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import __version__
from ..model.errors import RegistryError, UnknownField, UnknownLayer, UsageError
from ..versions.ledger import Ledger, VersionSpec
from .indicator import Indicator, NoOutlines, Parameter, Request, indicator_named
from .receipt import Receipt
from .result import Result
from .sentences import Sentence, Value


@dataclass(frozen=True)
class Checked:
    """What became of a receipt: it holds, or ``problem`` says what differs."""

    holds: bool
    problem: str
    now: Receipt | None = None


def compute(
    ledger: Ledger,
    name: str,
    version: VersionSpec = None,
    *,
    by: Iterable[str] = (),
    where: str | None = None,
    area: Any = None,
    **parameters: Any,
) -> tuple[Result, Receipt]:
    """Compute an indicator at a version.

    Parameters
    ----------
    name : of the indicator (``registry stats --list``)
    by : groupings, in order
    where : SQL condition on the indicator's main layer
    area : shapely polygon in WGS 84
    parameters : the indicator's own

    Raises
    ------
    UsageError (no such indicator, grouping, parameter, or a value it does not take), UnknownVersion
    """
    one = indicator_named(name)
    asked = _asked(one, ledger, by, where, area, parameters)
    return _computed(one, Request(commit=ledger.commit(version), **asked))


def compute_change(
    ledger: Ledger,
    name: str,
    older: VersionSpec,
    newer: VersionSpec = None,
    *,
    by: Iterable[str] = (),
    where: str | None = None,
    area: Any = None,
    **parameters: Any,
) -> tuple[Result, Receipt]:
    """What an indicator was at two versions, the difference, and the features that made it.

    Parameters and errors as for :func:`compute`; the table as :func:`registry.stats.change.compared` tells.
    A layer or field that only one of the versions has is empty at the other.
    """
    from .change import compared, nothing

    one = indicator_named(name)
    asked = _asked(one, ledger, by, where, area, parameters)
    first, second = (Request(commit=ledger.commit(version), **asked) for version in (older, newer))
    after, borrowed = _end(one, second, first)
    before, lent = _end(one, first, second)
    if before is None and after is None:
        one.compute(second)  # raises what is wrong with both
    after = after or nothing(before)  # type: ignore[arg-type]
    result = compared(ledger, before or nothing(after), after, first.commit, second.commit)
    result.notes = [*result.notes, *lent, *borrowed]
    files = {**first.files, **second.files}
    receipt = replace(_receipt(one, second, result), older=first.commit.revision, files=files)
    result.receipt = receipt
    return result, receipt


def _end(one: Indicator, request: Request, other: Request) -> tuple[Result | None, list[str]]:
    """The figures of one end of a comparison, None where there is nothing to divide them by; and what is to
    be said of it."""
    told: list[str] = []
    try:
        try:
            return one.compute(request), told
        except (UnknownLayer, UnknownField) as lacking:
            kind = "field" if "field" in lacking.facts else "layer"
            name = Value.of(kind, lacking.facts[kind])
            form = "{name} was not there at {revision}, so it is empty there"
            told.append(Sentence.of(form, name=name, revision=request.commit.revision))
            return one.compute(replace(request, defined=other.commit.revision, _frames={})), told
    except NoOutlines:
        return None, told


def figure_of(
    request: Request, name: str, by: Iterable[str] = (), where: str | None = None, **parameters: Any
) -> Result:
    """Another indicator at the version of a request, from the layers that it has read already."""
    one = indicator_named(name)
    asked = _asked(one, request.ledger, by, where, None, parameters)
    return one.compute(replace(request, **asked))


def verify_receipt(ledger: Ledger, receipt: Receipt) -> Checked:
    """Compute a receipt again: the same registry, the same history, the same figures?"""
    if receipt.registry_id != ledger.registry_id:
        return Checked(False, "it was made from another registry")
    latest = max(receipt.revision, receipt.older or 0)
    if latest > ledger.head().revision:
        return Checked(False, f"this registry has no revision {latest} (an older copy?)")
    commit = ledger.commit(receipt.revision)
    if commit.digest != receipt.digest or commit.time != receipt.time:
        return Checked(
            False,
            f"revision {receipt.revision} has another digest: the history is not the one it was made from",
        )
    try:
        now = _again(ledger, receipt)
    except RegistryError as error:
        return Checked(False, f"it cannot be computed again: {error}")
    for name, known in receipt.files.items():
        found = now.files.get(name, "none")
        if found != known:
            problem = f"{name} is another file now (SHA-256 {found[:16]}…, the receipt has {known[:16]}…)"
            return Checked(False, f"{problem}; get that file again", now)
    if now.result != receipt.result:
        other = (
            "; `registry verify` tells whether rows were changed under the history"
            if now.software == receipt.software
            else f"; it was made by {receipt.software}, this is {now.software}"
        )
        return Checked(False, f"the figures come out otherwise{other}", now)
    # Receipts from before name no files, nor parameters that came later, which have their defaults now.
    files = now.files if receipt.files else {}
    parameters = {name: one for name, one in now.parameters.items() if name in receipt.parameters}
    if replace(now, software=receipt.software, files=files, parameters=parameters) != receipt:
        return Checked(False, "the figures hold, but what the receipt says of them was changed", now)
    return Checked(True, "", now)


def _again(ledger: Ledger, receipt: Receipt) -> Receipt:
    import shapely

    try:
        area = None if receipt.area is None else shapely.from_geojson(receipt.area)
    except shapely.errors.ShapelyError as error:
        raise UsageError(f"its area is none ({error})") from None
    asked = {"by": receipt.by, "where": receipt.where, "area": area, **receipt.parameters}
    if receipt.older is None:
        return compute(ledger, receipt.indicator, receipt.revision, **asked)[1]
    return compute_change(ledger, receipt.indicator, receipt.older, receipt.revision, **asked)[1]


def _asked(
    one: Indicator, ledger: Ledger, by: Iterable[str], where: str | None, area: Any, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What :class:`Request` takes besides the commit, checked."""
    parameters, groupings = _filled(one, given), _groupings(one, by)
    return {"ledger": ledger, "parameters": parameters, "by": groupings, "where": where, "area": area}


def _computed(one: Indicator, request: Request) -> tuple[Result, Receipt]:
    result = one.compute(request)
    result.receipt = _receipt(one, request, result)
    return result, result.receipt


def _receipt(one: Indicator, request: Request, result: Result) -> Receipt:
    import shapely

    commit = request.commit
    return Receipt(
        indicator=one.name,
        parameters=request.parameters,
        by=request.by,
        where=request.where,
        area=None if request.area is None else shapely.to_geojson(request.area),
        registry_id=request.ledger.registry_id,
        revision=commit.revision,
        time=commit.time,
        digest=commit.digest,
        software=f"infra-registry {__version__}",
        result=result.digest(),
        features=_features(result),
        left_out=_not_counted(result),
        files=dict(sorted(request.files.items())),
    )


def _features(result: Result) -> int:
    """How many features gave something."""
    return sum(len(one) for one in result.features.values())


def _not_counted(result: Result) -> int:
    return sum(not left.counted for left in result.left_out)


def _groupings(one: Indicator, by: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(by)
    for name in chosen:
        if chosen.count(name) > 1:
            raise UsageError(f"{one.name} is to be grouped by {name!r} twice; name it once")
        if name not in one.groupings and not one.any_field:
            raise UsageError(
                f"{one.name} cannot be grouped by {name!r}; {_nearest(name, one.groupings, 'it can by')}"
            )
    return chosen


def _nearest(name: str, known: Iterable[str], lead: str) -> str:
    """What may be meant by a name, and all there are."""
    near = difflib.get_close_matches(name, known := list(known), 1)
    return (f"did you mean {near[0]}? " if near else "") + f"{lead}: {', '.join(known) or 'none'}"


def _filled(one: Indicator, given: Mapping[str, Any]) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in one.parameters}
    for name in given:
        if name not in known:
            raise UsageError(f"{one.name} has no parameter {name!r}; {_nearest(name, known, 'it has')}")
    return {
        name: _read(one, parameter, given.get(name, parameter.default)) for name, parameter in known.items()
    }


def _read(one: Indicator, parameter: Parameter, value: Any) -> Any:
    """A parameter's value as given in Python or typed on a command line."""
    try:
        read = _READERS[parameter.kind](value)
    except (ValueError, TypeError):
        kind = _KINDS.get(parameter.kind, parameter.kind)
        raise UsageError(f"{one.name}: {parameter.name} = {value!r} is no {kind}") from None
    listed = read if isinstance(read, list) else [read]
    for each in listed:
        if parameter.choices and each is not None and each not in parameter.choices:
            raise UsageError(
                f"{one.name}: {parameter.name} = {each!r}; choose of: {', '.join(parameter.choices)}"
            )
    return read


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in ("true", "yes", "1", "false", "no", "0"):
        return text in ("true", "yes", "1")
    raise ValueError(value)


def _listed(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else list(value)
    return [str(part).strip() for part in parts if str(part).strip()]


#: What a kind of parameter is called.
_KINDS = {
    "real": "number",
    "integer": "whole number",
    "date": "day; write it as 2024-12-31",
    "boolean": "yes or no",
}
_READERS: dict[str, Any] = {
    "text": lambda value: None if value is None else str(value),
    "integer": lambda value: None if value is None else int(value),
    "real": lambda value: None if value is None else float(value),
    "boolean": lambda value: None if value is None else _boolean(value),
    "date": lambda value: None if value is None else dt.date.fromisoformat(str(value)[:10]).isoformat(),
    "list": lambda value: None if value is None else _listed(value),
}
