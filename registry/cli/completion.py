"""``registry completion``."""

from __future__ import annotations

import click

from .output import answer
from .settings import Settings, command

_HOW = {
    "bash": '# Put this into ~/.bashrc:  eval "$(registry completion bash)"\n',
    "zsh": '# Put this into ~/.zshrc, after compinit:  eval "$(registry completion zsh)"\n',
    "fish": "# registry completion fish > ~/.config/fish/completions/registry.fish\n",
}


@command("completion", "registry completion bash", "registry completion zsh", "registry completion fish")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(settings: Settings, shell: str) -> None:
    """Print the script that completes commands and options; its first line says where to put it."""
    from click.shell_completion import get_completion_class

    from .app import registry

    found = get_completion_class(shell)
    assert found is not None  # nosec B101
    made = found(registry, {}, "registry", "_REGISTRY_COMPLETE")
    script = _HOW[shell] + made.source_template % made.source_vars()
    answer(settings, {"shell": shell, "script": script}, lambda: [script.rstrip()])
