"""Results as one HTML page: it opens anywhere, prints well, and carries the receipts as text."""

from __future__ import annotations

import base64
import json
import os
import secrets
from html import escape
from pathlib import Path
from typing import Any

from ..model.errors import FileReadOnly
from ..versions.clock import local
from ..versions.ledger import Ledger

_WORDS = {
    "en": ("Report", "All", "Not counted: {count}", "Receipt", "registry", "revision"),
    "ru": ("Отчёт", "Всего", "Не учтено: {count}", "Квитанция", "реестр", "версия"),
    "kk": ("Есеп", "Барлығы", "Есепке алынбағаны: {count}", "Түбіртек", "тізілім", "нұсқа"),
}
_STYLE = """
body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #555; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
tr.all td { font-weight: 600; border-top: 2px solid #555; }
img { max-width: 100%; } p.note { color: #444; margin: .2rem 0; }
details pre { background: #f4f4f4; padding: .7rem; overflow: auto; font-size: .8rem; }
footer, p.of { color: #555; font-size: .85rem; }
@media print { details { display: none; } h2 { break-after: avoid; } }
"""


def written_report(
    path: str,
    ledger: Ledger,
    pages: list[tuple[dict[str, Any], bytes | None]],
    language: str,
    title: str | None,
) -> None:
    """Write the page whole or not at all.

    Raises
    ------
    FileReadOnly
    """
    words = _WORDS[language]
    heading = escape(title or words[0])
    body = "\n".join(_section(ledger, result, picture, words) for result, picture in pages)
    head = ledger.head()
    text = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{heading}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{heading}</h1>\n{body}\n"
        f"<footer>{escape(words[4])} {escape(ledger.path.name)}, {words[5]} {head.revision}"
        f" ({local(head.time, ledger.timezone)}), {head.digest}</footer></body></html>\n"
    )
    target = Path(path)
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, target)
    except OSError as error:
        raise FileReadOnly(path=target, problem=error.strerror or str(error)) from None
    finally:
        aside.unlink(missing_ok=True)


def _section(ledger: Ledger, result: dict[str, Any], picture: bytes | None, words: tuple[str, ...]) -> str:
    receipt = result["receipt"] or {}
    parts = [f"<h2>{escape(result['title'])}</h2>"]
    if receipt:
        moment = local(receipt["time"], ledger.timezone)
        parts.append(f'<p class="of">{words[5]} {receipt["revision"]}, {moment}</p>')
    parts.append(_table(result, words[1]))
    if picture is not None:
        data = base64.b64encode(picture).decode("ascii")
        parts.append(f'<p><img alt="{escape(result["title"])}" src="data:image/png;base64,{data}"></p>')
    parts += [f'<p class="note">{escape(note)}</p>' for note in result["notes"]]
    if result["left_out_count"]:
        parts.append(f'<p class="note">{words[2].format(count=result["left_out_count"])}</p>')
    if receipt:
        text = escape(json.dumps(receipt, ensure_ascii=False, indent=2, sort_keys=True))
        summary = f"{words[3]} {receipt['result'][:8]}"
        parts.append(f"<details><summary>{escape(summary)}</summary><pre>{text}</pre></details>")
    return "\n".join(parts)


def _table(result: dict[str, Any], everything: str) -> str:
    kinds = [' class="n"' if one["unit"] is not None else "" for one in result["columns"]]
    heads = "".join(
        f"<th{kind}>{escape(one['title'])}</th>" for one, kind in zip(result["columns"], kinds, strict=True)
    )
    lines = [f"<tr>{heads}</tr>"]
    for row in result["shown"]:
        lines.append("<tr>" + _cells(row, kinds) + "</tr>")
    total = list(result["shown_total"])
    if any(total):
        if not total[0]:
            total[0] = everything
        lines.append('<tr class="all">' + _cells(total, kinds) + "</tr>")
    return "<table>" + "\n".join(lines) + "</table>"


def _cells(row: list[str], kinds: list[str]) -> str:
    return "".join(f"<td{kind}>{escape(text)}</td>" for text, kind in zip(row, kinds, strict=True))
