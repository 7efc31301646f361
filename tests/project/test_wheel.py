"""The wheel is complete: what a clone reads from ``layers/`` is inside it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout.strip()


@pytest.fixture(scope="module")
def installed(repository, tmp_path_factory) -> Path:
    """The wheel, built from this folder and unpacked somewhere else without its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel_folder, target = folder / "dist", folder / "target"
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", wheel_folder, repository, cwd=folder)
    (wheel,) = wheel_folder.glob("infra_registry-*.whl")
    run("-m", "pip", "install", "-qq", "--no-deps", "--no-index", "--target", target, wheel, cwd=folder)
    return target


def test_an_installed_wheel_finds_its_own_layers(installed, tmp_path):
    # -S: no site-packages, so the editable installation of the repository is out of reach.
    program = (
        "import registry.shipped\n"
        "folder = registry.shipped.layers_folder()\n"
        "assert (folder / 'roads.toml').is_file(), sorted(folder.iterdir())\n"
        "print(folder)\n"
    )
    folder = run("-S", "-c", program, cwd=tmp_path, PYTHONPATH=str(installed))
    assert Path(folder) == installed / "registry" / "_layers"


def test_the_wheel_holds_every_definition_and_seed_file_of_the_repository(installed, repository):
    layers = repository / "layers"
    wanted = [*layers.glob("*.toml"), *(layers / "data").iterdir(), layers / "LICENSES.md"]
    found = (path for path in (installed / "registry" / "_layers").rglob("*") if path.is_file())
    relative = {path.relative_to(installed / "registry" / "_layers") for path in found}
    assert relative == {path.relative_to(layers) for path in wanted}


def test_a_clone_reads_the_layers_where_they_are(repository):
    from registry.shipped import layers_folder

    assert layers_folder() == repository / "layers"


def test_the_wheel_holds_the_licence_and_no_tests(installed):
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert top <= {"registry", "bin"}
    assert list(installed.glob("infra_registry-*.dist-info/licenses/LICENSE"))


def test_type_checkers_read_the_types_of_the_wheel(installed):
    assert (installed / "registry" / "py.typed").is_file()
