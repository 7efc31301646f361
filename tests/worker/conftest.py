"""A worker process and a client that speaks its lines, as the plugin does."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from registry.versions.ledger import Ledger
from tests.versions.small import fill

MAIN = Path(__file__).resolve().parents[2] / "registry" / "worker" / "__main__.py"
#: A Python with nothing installed, as QGIS's own is to the worker.
BARE = ["/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable, "-I", "-S", str(MAIN)]
FULL = [sys.executable, "-I", str(MAIN)]


class Failed(Exception):
    """The worker answered with an error; ``error`` is its object."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["sentence"])
        self.error = error
        self.code = error["code"]


class Client:
    """One worker process."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], **environment},
        )
        self.lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.progress: list[dict[str, Any]] = []
        self._number = 0
        threading.Thread(target=self._read, daemon=True).start()
        self.errors: list[bytes] = []
        threading.Thread(target=self._read_errors, daemon=True).start()
        self.hello = self.next()["hello"]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors.extend(self.process.stderr)

    def next(self, timeout: float = 60) -> dict[str, Any]:
        """The next line; fails if the worker ended."""
        line = self.lines.get(timeout=timeout)
        assert line is not None, f"the worker ended: {b''.join(self.errors).decode()}"
        return line

    def send(self, line: object) -> None:
        """A line as it is."""
        assert self.process.stdin is not None
        text = line if isinstance(line, bytes) else json.dumps(line).encode()
        self.process.stdin.write(text + b"\n")
        self.process.stdin.flush()

    def start(self, operation: str, **parameters: Any) -> int:
        """Ask without waiting; the number of the request."""
        self._number += 1
        self.send({"id": self._number, "do": operation, "with": parameters})
        return self._number

    def answer(self, number: int, timeout: float = 60) -> dict[str, Any]:
        """The answer to a request, progress put aside."""
        while True:
            line = self.next(timeout)
            assert line["id"] == number, line
            if "progress" in line:
                self.progress.append(line)
                continue
            if "error" in line:
                raise Failed(line["error"])
            return dict(line["result"])

    def ask(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Ask and wait."""
        return self.answer(self.start(operation, **parameters))

    def close(self) -> int:
        """End the input, as QGIS does; the exit code."""
        assert self.process.stdin is not None
        if not self.process.stdin.closed:
            self.process.stdin.close()
        return self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def bare() -> Iterator[Client]:
    """A worker of the core, on a Python without any package."""
    client = Client(BARE)
    yield client
    assert client.close() == 0


@pytest.fixture(scope="session")
def full() -> Iterator[Client]:
    """A worker in the full environment."""
    client = Client(FULL)
    yield client
    assert client.close() == 0


@pytest.fixture(scope="session")
def small_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of routes, roads and zones, to be copied."""
    path = tmp_path_factory.mktemp("small") / "small.gpkg"
    fill(Ledger.create(path))
    return path


@pytest.fixture
def registry(small_registry: Path, tmp_path: Path) -> str:
    """The small registry, one's own: revision 2."""
    return str(shutil.copy(small_registry, tmp_path / "registry.gpkg"))


@pytest.fixture
def workspace_of(bare: Client, registry: str, tmp_path: Path) -> Callable[..., str]:
    """Check out the small registry under a name."""

    def made(name: str = "work", **how: Any) -> str:
        path = str(tmp_path / f"{name}.gpkg")
        bare.ask("checkout", registry=registry, workspace=path, **how)
        return path

    return made


@pytest.fixture
def work(workspace_of: Callable[..., str]) -> str:
    """A workspace of all layers of the small registry."""
    return workspace_of()
