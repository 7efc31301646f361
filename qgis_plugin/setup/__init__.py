"""Settings, the full environment, and the diagnostics page."""

from .diagnostics_dialog import DiagnosticsDialog
from .environment_dialog import EnvironmentDialog
from .settings_dialog import SettingsDialog

__all__ = ["DiagnosticsDialog", "EnvironmentDialog", "SettingsDialog"]
