"""One result of a report: what was asked, the table, the chart, what is doubtful, the receipt."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ...model.definition import title_in
from ...stats.indicator import indicators
from ...stats.result import Column
from ...versions.clock import local
from ...versions.ledger import Ledger
from ..results.explanations import explained
from ..results.numbers import day
from ..results.titles import title
from .words import said

#: Features left out that are listed; the exports hold all.
MOST = 100
#: Columns of claims that a page has room for.
_CLAIMS = ("verdict", "statement", "claimed", "computed", "difference", "progress", "note")
_CLASSES = {"agrees": "agrees", "differs": "differs", "target": "target", "not computable": "unchecked"}
_SIGNS = {"agrees": "✓", "differs": "≠", "target": "◎", "not computable": "?"}


def section(
    result: Mapping[str, Any], chart: bytes | None, ledger: Ledger, language: str, number: int
) -> tuple[str, str]:
    """The name of a result, and its HTML."""
    receipt = result["receipt"] or {}
    is_claims = result["indicator"] == "claims"
    parts = [f'<section id="r{number}"><h2>{escape(result["title"])}</h2>']
    parts += [f'<p class="of">{line}</p>' for line in _asked(receipt, ledger, language)]
    if is_claims:
        parts.append(_counts(result, language))
    parts.append(_table(result, language, _CLAIMS if is_claims else None))
    if chart is not None and not is_claims:
        data = base64.b64encode(chart).decode("ascii")
        parts.append(f'<img alt="{escape(result["title"])}" src="data:image/svg+xml;base64,{data}">')
    if result["notes"]:
        parts.append(
            '<ul class="notes">' + "".join(f"<li>{escape(one)}</li>" for one in result["notes"]) + "</ul>"
        )
    parts.append(_left_out(result, ledger, language) if not is_claims else "")
    parts.append(_how(result["indicator"], language))
    parts.append(_receipt(receipt, language) if receipt else "")
    return result["title"], "\n".join(part for part in parts if part) + "\n</section>"


def _asked(receipt: Mapping[str, Any], ledger: Ledger, language: str) -> list[str]:
    """Lines of what was asked: the version, groupings, conditions, parameters that are not the usual ones."""
    if not receipt:
        return []
    moment = day(local(receipt["time"], ledger.timezone)[:10], language)
    lines = [escape(said("commit", language, revision=receipt["revision"], day=moment))]
    if receipt["older"] is not None:
        lines.append(f"{said('older', language)} {receipt['older']}")
    if receipt["by"]:
        names = ", ".join(title(Column(name), language) for name in receipt["by"])
        lines.append(f"{said('by', language)}: {escape(names)}")
    if receipt["where"]:
        lines.append(f"{said('where', language)} <code>{escape(receipt['where'])}</code>")
    if receipt["area"]:
        lines.append(said("area", language))
    known = indicators().get(receipt["indicator"])
    for one in known.parameters if known else ():
        value = receipt["parameters"].get(one.name)
        usual = list(one.default) if isinstance(one.default, (list, tuple)) else one.default
        if value != usual:
            listed = value if isinstance(value, list) else [value]
            told = ", ".join(explained("choices", str(each), language) for each in listed)
            name = explained("parameters", one.description, language)
            lines.append(f"{escape(name[:1].upper() + name[1:])}: {escape(told) or '–'}")
    return lines


def _counts(result: Mapping[str, Any], language: str) -> str:
    """How many claims there are of each verdict."""
    at = [one["name"] for one in result["columns"]].index("verdict")
    verdicts = [row[at] for row in result["rows"]]
    tiles = [
        f'<li class="{_CLASSES[one]}"><b>{verdicts.count(one)}</b> {_SIGNS[one]} {said(one, language)}</li>'
        for one in _CLASSES
    ]
    return f'<ul class="counts">{"".join(tiles)}</ul>'


def _table(result: Mapping[str, Any], language: str, only: Sequence[str] | None) -> str:
    names = [one["name"] for one in result["columns"]]
    chosen = [names.index(name) for name in only] if only else _filled(result)
    columns = [result["columns"][place] for place in chosen]
    heads = "".join(f"<th{_class(one)}>{escape(one['title'])}</th>" for one in columns)
    lines = [f"<thead><tr>{heads}</tr></thead>\n<tbody>"]
    for row, shown in zip(result["rows"], result["shown"], strict=True):
        if only:
            cells = _claim(dict(zip(names, row, strict=True)), dict(zip(names, shown, strict=True)), language)
        else:
            cells = [
                f"<td{_class(one)}>{escape(shown[place])}</td>"
                for place, one in zip(chosen, columns, strict=True)
            ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody>")
    total = [result["shown_total"][place] for place in chosen]
    if any(total):
        total[0] = total[0] or said("all", language)
        cells = [f"<td{_class(one)}>{escape(text)}</td>" for one, text in zip(columns, total, strict=True)]
        lines.append(f"<tfoot><tr>{''.join(cells)}</tr></tfoot>")
    return '<div class="wide"><table>' + "\n".join(lines) + "</table></div>"


def _filled(result: Mapping[str, Any]) -> list[int]:
    """Places of columns that name rows or have a figure in one."""
    return [
        place
        for place, one in enumerate(result["columns"])
        if one["unit"] is None or any(row[place] for row in result["shown"])
    ]


def _class(column: Mapping[str, Any]) -> str:
    return ' class="k"' if column["unit"] is None else ' class="n"'


def _claim(row: Mapping[str, Any], shown: Mapping[str, str], language: str) -> list[str]:
    """The cells of one claim, figures with their units."""
    verdict = row["verdict"]
    unit = {"count": "", "percent": "%"}.get(row["unit"], shown["unit"])

    def figure(name: str) -> str:
        return f'<td class="n">{escape(f"{shown[name]} {unit}".strip() if shown[name] else "")}</td>'

    return [
        f'<td class="verdict {_CLASSES[verdict]}">{_SIGNS[verdict]} {said(verdict, language)}</td>',
        f'<td class="k long">{escape(shown["statement"])}</td>',
        *(figure(name) for name in ("claimed", "computed", "difference")),
        f'<td class="n">{escape(shown["progress"])}</td>',
        f'<td class="k long">{escape(shown["note"])}</td>',
    ]


def _left_out(result: Mapping[str, Any], ledger: Ledger, language: str) -> str:
    none = [one for one in result["left_out"] if not one["counted"]]
    if not none:
        return ""
    known = ledger.layers(result["receipt"]["revision"] if result["receipt"] else None)
    rows = []
    for one in none[:MOST]:
        layer = title_in(known[one["layer"]].title, language, one["layer"]) if one["layer"] in known else ""
        feature = one.get("label") or one["uid"][:8]
        rows.append(
            f"<tr><td>{escape(layer)}</td><td>{escape(feature)}</td><td>{escape(one['reason'])}</td></tr>"
        )
    heads = "".join(f"<th>{said(name, language)}</th>" for name in ("layer", "feature", "why"))
    summary = said("left_out", language, count=result["left_out_count"])
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<details open><summary>{summary}</summary><div class="wide">{table}</div></details>'


def _how(name: str, language: str) -> str:
    known = indicators().get(name)
    if known is None:
        return ""
    formula = explained("formulas", known.formula, language)
    source = explained("sources", known.source, language)
    told = escape(formula[:1].upper() + formula[1:])
    return (
        f"<details><summary>{said('how', language)}</summary><p>{told}</p><p>{escape(source)}</p></details>"
    )


def _receipt(receipt: Mapping[str, Any], language: str) -> str:
    text = escape(json.dumps(receipt, ensure_ascii=False, indent=2, sort_keys=True))
    return (
        f"<details><summary>{said('receipt', language)} {receipt['result'][:8]}</summary><pre>{text}</pre>"
        f"<p>{said('again', language)} <code>registry verify-receipt receipt.json</code></p></details>"
    )
