"""In which encoding old files of this part of the world are.

Shapefiles and CSV rarely say. Text that is valid UTF-8 is UTF-8: other encodings of Cyrillic are next to
never valid as such. Otherwise the bytes tell: CP1251 keeps letters at 0xC0-0xFF, CP866 its small ones at
0xA0-0xAF; the bytes of Ќ ќ Ј ј Ѕ ѕ of CP1251, letters no Russian has, are Қ қ Ә ә Ң ң in KZ-1048, the
standard of Kazakhstan.
"""

from __future__ import annotations

import codecs
import re

_KAZAKH = frozenset(b"\x8d\x9d\xa3\xbc\xbd\xbe")


def known(name: str) -> str | None:
    """Python's name of an encoding as people and .cpg files write it, None if there is no such.

    >>> known("CP1251"), known("1251"), known("ANSI 1251"), known("65001"), known("KZ-1048"), known("x")
    ('cp1251', 'cp1251', 'cp1251', 'utf-8', 'kz1048', None)
    """
    text = name.strip().strip('"').lower()
    if "65001" in text:
        return "utf-8"
    if latin := re.search(r"8859[-_]?(\d{1,2})$", text):
        text = f"iso8859-{latin[1]}"
    digits = re.fullmatch(r"(?:ansi|oem|windows|win|cp|ldid)?[\s_/-]*(\d{3,4})", text)
    for attempt in (f"cp{digits[1]}" if digits else text, text, text.replace("-", "")):
        try:
            found = codecs.lookup(attempt)
        except (LookupError, ValueError):
            continue
        if getattr(found, "_is_text_encoding", True):
            return found.name
    return None


def guessed(sample: bytes) -> tuple[str | None, bool]:
    """The encoding of some text and whether that is certain; None where it cannot be told.

    >>> guessed("Участок 1".encode("cp1251")), guessed("Қызылорда".encode("kz1048")), guessed(b"A-27")
    (('cp1251', False), ('kz1048', False), ('utf-8', True))
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(
            sample
        )  # a letter cut at the end of the sample is no fault
        return "utf-8", True
    except UnicodeDecodeError:
        pass
    high = [byte for byte in sample if byte >= 0x80]
    small = sum(byte >= 0xC0 for byte in high)
    dos = sum(0x80 <= byte <= 0xAF for byte in high)
    if small >= 0.6 * len(high) and small > 2 * dos:
        return ("kz1048" if _KAZAKH & frozenset(high) else "cp1251"), False
    if dos >= 0.4 * len(high):
        return "cp866", False
    return None, False


def is_utf8(path_chunks: object) -> bool:
    """Whether a whole stream of chunks is UTF-8, in bounded memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in path_chunks:  # type: ignore[attr-defined]
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
