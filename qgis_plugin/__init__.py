"""Infra Registry for QGIS: versioned registries of infrastructure, edited with QGIS's own tools.

The plugin opens no registry and no workspace itself. It asks the worker, a child process, and shows layers
through QGIS's own providers.
"""


def classFactory(iface):
    """What QGIS calls when it loads the plugin."""
    from .plugin import Plugin

    return Plugin(iface)
