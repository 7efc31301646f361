"""Build hook of hatchling: wheels carry definitions and seed data of ``layers/`` as ``registry/_layers/``.

Not a plain ``force-include``, because that would also copy the folder into an editable installation,
where the copy would go stale.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LayersInWheel(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            folder = Path(self.root) / "layers"
            for part in (*folder.glob("*.toml"), folder / "data", folder / "LICENSES.md"):
                build_data["force_include"][str(part)] = f"registry/_layers/{part.name}"
