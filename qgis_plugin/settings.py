"""The user's settings, kept by QGIS under ``infra_registry/``."""

from qgis.core import QgsSettings

_PREFIX = "infra_registry/"
_RECENT = 10


def get(name, default=""):
    """A setting as text."""
    value = QgsSettings().value(_PREFIX + name, default)
    return default if value is None else value


def put(name, value):
    QgsSettings().setValue(_PREFIX + name, value)


def language():
    """``en``, ``ru``, ``kk``, or "" for that of QGIS."""
    return get("language")


def author():
    """The name that commits carry, "" if none was set."""
    return get("author").strip()


def environment():
    """Folder of the full environment, "" if none was set up."""
    return get("environment")


def recent_registries():
    """Paths of registries opened before, the last one first."""
    value = get("recent", [])
    if isinstance(value, str):  # INI files give a list of one back as text
        value = [value] if value else []
    return [one for one in value if one]


def remember_registry(path):
    put("recent", [path, *(one for one in recent_registries() if one != path)][:_RECENT])


def moved_registry(workspace):
    """Where the user found the registry of a workspace, "" if it never had to be looked for."""
    return get("moved/" + _key(workspace))


def remember_moved(workspace, registry):
    put("moved/" + _key(workspace), registry)


def _key(path):
    # A slash would make groups of settings out of folders.
    return path.replace("/", "|").replace("\\", "|")


def forget_registry(path):
    put("recent", [one for one in recent_registries() if one != path])
