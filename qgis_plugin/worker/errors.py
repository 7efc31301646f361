"""Errors of the worker, as the plugin tells them."""

from qgis.PyQt.QtCore import QCoreApplication

from ..language import sentence
from .in_qgis import sentence_in_qgis


class WorkerError(Exception):
    """Something the worker refused or could not do.

    ``code`` is the name of the error's class in the registry, ``template`` its English sentence with
    ``{fields}``; the text is that sentence in the chosen language.
    """

    def __init__(self, code, template, fields=None, plain=None):
        super().__init__(code, template)
        self.code = code
        self.template = template
        self.fields = dict(fields or {})
        self.plain = plain

    @classmethod
    def from_answer(cls, error):
        """Out of the ``error`` of an answer; what is missing there is made up for."""
        plain = error.get("sentence")
        template = error.get("template") or plain or "the worker gave no reason"
        return cls(str(error.get("code", "InternalError")), str(template), error.get("fields") or {}, plain)

    def __str__(self):
        translated = QCoreApplication.translate("errors", self.template)
        ours = sentence_in_qgis(self.code)
        if ours is not None:
            translated, text = ours, sentence(ours, self._told())
        elif translated == self.template and self.plain:
            text = self.plain
        else:
            text = sentence(translated, self._told())
        # A sentence that begins with a name keeps the name as it is.
        return text if translated.startswith("{") else text[:1].upper() + text[1:]

    def _told(self):
        """The fields as they are put into the sentence."""
        return {name: self._field(name, one) for name, one in self.fields.items()}

    def _field(self, name, one):
        # Fields hold names and numbers, and now and then half a sentence, with fields of its own or without.
        template = self.fields.get(f"{name}_template")
        if template is not None:
            translated = QCoreApplication.translate("errors", template)
            return sentence(translated, self.fields.get(f"{name}_fields") or {})
        if isinstance(one, str) and " " in one:
            return QCoreApplication.translate("errors", one)
        return one

    def __repr__(self):
        return f"WorkerError({self.code!r}, {self.template!r}, {self.fields!r})"
