"""Errors whose sentence sends the reader to the command line: here they name the mend that QGIS has."""

from ..language import tr


def sentence_in_qgis(code):
    """The sentence of an error in the chosen language, with its ``{fields}``; None if its own will do."""
    return {
        "FileLocked": tr(
            "{path} is locked by another program; save and end the edit session there, then try again"
        ),
        "NotAWorkspace": tr("{path} is not a workspace: {problem}; check one out of a registry"),
        "FileDamaged": tr("{path} is damaged: {problem}; restore it from a copy"),
        "ConflictsOpen": tr(
            "nothing was committed, {count:conflict} to decide first: the panel “Conflicts” lists them"
        ),
        "LayoutChanged": tr(
            "layer {layer} in {path}: {problem}; make it as it was, or have it written again"
        ),
        "TagExists": tr("the tag {tag} names revision {revision} already; choose another name"),
        "ChangedSince": tr(
            "commit {revision} cannot be undone whole: {count:value} changed again since, first {first};"
            " undo the later commits first"
        ),
    }.get(code)
