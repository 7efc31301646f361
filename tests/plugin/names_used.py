"""Names of Qt and QGIS that a module uses, read from its source; nothing is imported.

Standard library only: the tests inside QGIS use it too.
"""

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Used:
    """`QtCore` `("Qt", "ItemDataRole", "UserRole")` at a line of a file."""

    file: str
    line: int
    module: str  # qgis.PyQt.QtCore, qgis.core ...
    chain: tuple[str, ...]

    def __str__(self):
        return f"{self.file}:{self.line}: {self.module}.{'.'.join(self.chain)}"


def names_used(path: Path, name: str) -> list[Used]:
    """Every name imported from QGIS or its Qt, and every dotted name that begins with one."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    modules: dict[str, str] = {}  # local name of a module -> its name
    classes: dict[str, tuple[str, str]] = {}  # local name -> (module, name there)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").startswith("qgis"):
            for alias in node.names:
                local = alias.asname or alias.name
                if node.module in ("qgis", "qgis.PyQt"):
                    modules[local] = f"{node.module}.{alias.name}"
                else:
                    classes[local] = (node.module, alias.name)
                    found.append(Used(name, node.lineno, node.module, (alias.name,)))
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            parts, start = [node.attr], node.value
            while isinstance(start, ast.Attribute):
                parts.append(start.attr)
                start = start.value
            if not isinstance(start, ast.Name):
                continue
            chain = tuple(reversed(parts))
            if start.id in classes:
                module, first = classes[start.id]
                found.append(Used(name, node.lineno, module, (first, *chain)))
            elif start.id in modules:
                found.append(Used(name, node.lineno, modules[start.id], chain))
    return found


def plugin_modules(folder: Path) -> list[tuple[Path, str]]:
    """Modules of the plugin with their names, without the library that it carries."""
    return [
        (path, path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*.py"))
        if path.relative_to(folder).parts[0] != "registry"
    ]
