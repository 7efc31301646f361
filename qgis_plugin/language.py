"""The language of the plugin: sentences, plural forms, numbers and dates.

QGIS has no Kazakh of its own, so the plugin has a language setting and its own translator. The source
language is English. Text is asked for when it is shown, never kept in a module, so that a change shows.
"""

import re
from datetime import datetime, timezone
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import settings

CONTEXT = "InfraRegistry"
LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

_LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}
_translator = None
_language = None


def language():
    """``en``, ``ru`` or ``kk``: the setting, else the language of QGIS, else English."""
    global _language
    if _language is None:
        wanted = settings.language() or QgsApplication.locale() or QLocale().name()
        _language = wanted[:2] if wanted[:2] in LANGUAGES else "en"
    return _language


def install():
    """Load the translations of the language in use."""
    global _translator, _language
    remove()
    _language = None
    path = Path(__file__).parent / "i18n" / f"infra_registry_{language()}.qm"
    translator = QTranslator()
    if path.exists() and translator.load(str(path)):
        QCoreApplication.installTranslator(translator)
        _translator = translator


def remove():
    """Take the translations out again."""
    global _translator
    if _translator is not None:
        QCoreApplication.removeTranslator(_translator)
        _translator = None


def set_language(code):
    """Choose ``kk``, ``ru``, ``en``, or "" for that of QGIS; shown texts follow when they are made anew."""
    settings.put("language", code)
    install()


def tr(text, n=None):
    """A sentence in the chosen language; ``%n`` counts, and ``(s)`` is the English plural.

    >>> tr("%n change(s)", n=3)
    '3 changes'
    """
    if n is None:
        return QCoreApplication.translate(CONTEXT, text)
    shown = QCoreApplication.translate(CONTEXT, text, None, n)
    if "(s)" in shown and shown == text.replace("%n", str(n)):
        shown = shown.replace("(s)", "" if n == 1 else "s")
    return shown


def in_language(titles, fallback=""):
    """A title out of ``{"en": ..., "ru": ..., "kk": ...}``; a plain text is itself."""
    if not titles:
        return fallback
    if isinstance(titles, str):
        return titles
    return titles.get(language()) or titles.get("en") or next(iter(titles.values()), fallback) or fallback


def quoted(name):
    """A name in the quotation marks of the chosen language."""
    return tr("“{name}”").format(name=name)


def locale():
    """The locale that numbers and dates are written in."""
    return QLocale(_LOCALES[language()])


def number(value, digits=0):
    """A number with thousands apart and a fixed number of decimals."""
    return locale().toString(float(value), "f", digits) if digits else locale().toString(int(value))


def _moment(text):
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment


def date(text):
    """The day of an ISO moment, as people of the language write it."""
    if not text:
        return ""
    try:
        moment = _moment(text)
    except ValueError:
        return text
    return moment.strftime("%d.%m.%Y" if language() != "en" else "%Y-%m-%d")


def date_time(text):
    """Day and minute of an ISO moment, in the time zone it is given in."""
    if not text:
        return ""
    try:
        moment = _moment(text)
    except ValueError:
        return text
    return moment.strftime("%d.%m.%Y %H:%M" if language() != "en" else "%Y-%m-%d %H:%M")


_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


def sentence(template, fields):
    """An error's sentence with its fields in place; a field that is missing shows as ``?``, never fails.

    A number may count things: ``{count:conflict}``, ``{count:breaks|break}``, in Russian with three forms
    ``{count:конфликт|конфликта|конфликтов}``.
    """

    def filled(match):
        value = fields.get(match.group(1))
        if value is None:
            return "?"
        spec = match.group(2)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and spec and spec[0].isalpha():
            return counted(value, spec.split("|"))
        return str(value)

    return _FIELD.sub(filled, template)


def counted(count, forms):
    """``3 changes``: a number with the form of the word that its language asks for.

    >>> counted(2, ["конфликт", "конфликта", "конфликтов"])
    '2 конфликта'
    """
    if len(forms) == 1:
        word = forms[0] if count == 1 or language() != "en" else forms[0] + "s"
    elif len(forms) == 2:
        word = forms[0] if count == 1 else forms[1]
    else:
        ones, tens = int(count) % 10, int(count) % 100
        few = 2 <= ones <= 4 and not 12 <= tens <= 14
        word = forms[0] if ones == 1 and tens != 11 else forms[1] if few else forms[2]
    return f"{number(count)} {word}"
