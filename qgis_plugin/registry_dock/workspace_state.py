"""What is said of a workspace: its changes, newer commits, conflicts, and what is wrong with it."""

from ..language import in_language, language, tr
from ..worker import WorkerError

#: Colours that colour-blind people tell apart, dark enough for text on light and light enough on dark.
EDITS, NEWER, CONFLICTS, WRONG, QUIET = "#D55E00", "#1F88C4", "#C2477F", "#D55E00", "#808890"


def state_line(info):
    """(text, colour, what a click shows) for each thing to know, the most pressing first."""
    parts = []
    if info["conflicts"]:
        parts.append((tr("%n conflict(s)", n=info["conflicts"]), CONFLICTS, "conflicts"))
    if info["edits"]:
        parts.append((tr("%n change(s)", n=info["edits"]), EDITS, "changes"))
    if info["newer_commits"]:
        parts.append((tr("%n newer commit(s)", n=info["newer_commits"]), NEWER, "history"))
    if not parts and not info["problems"]:
        is_latest = info["newer_commits"] == 0
        parts.append((tr("nothing changed, up to date") if is_latest else tr("nothing changed"), QUIET, ""))
    return parts


def as_links(parts):
    """The same as rich text."""
    shown = []
    for text, color, target in parts:
        if target:
            shown.append(f'<a href="{target}" style="color:{color}; text-decoration:none">{text}</a>')
        else:
            shown.append(f'<span style="color:{color}">{text}</span>')
    return " · ".join(shown)


def problems(info):
    """Sentences about what is wrong; an unreachable registry is told by itself."""
    found = []
    for one in info["problems"]:
        if one.get("code") == "NoSuchFile" and not info["registry_found"]:
            continue
        found.append(str(WorkerError.from_answer(one)))
    return found


def overwritten(info):
    """Layers that another program wrote anew, and that can be compared with the registry."""
    broken = layers_that_do_not_fit(info)
    return [one for one in info["layers"] if one["overwritten"] and one["name"] not in broken]


def layers_that_do_not_fit(info):
    """Names of layers whose tables are gone or have other fields than they were checked out with."""
    return [one["fields"]["layer"] for one in info["problems"] if one.get("code") == "LayoutChanged"]


def overwritten_text(info):
    titles = ", ".join(in_language(one["title"], one["name"]) for one in overwritten(info))
    return tr("Written anew by another program, so its changes are not counted yet: {layers}.").format(
        layers=titles
    )


def missing(session, info):
    """Layers of the workspace that are not in the project."""
    here = session.layers_of(info["path"])
    return [one["name"] for one in info["layers"] if one["name"] not in here]


def other_language(info):
    """Whether the forms of the workspace are in another language than the plugin."""
    return info.get("language") not in (None, language())
