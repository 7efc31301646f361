"""Build hook of hatchling: the wheel carries ``layers/`` as ``registry/_layers/``.

Not a plain ``force-include``, because that would also copy the folder into an editable installation,
where the copy would go stale.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LayersInWheel(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["layers"] = "registry/_layers"
