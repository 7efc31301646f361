"""The plugin's zip, built once for all tests of this folder."""

import zipfile
from pathlib import Path

import pytest

from scripts import build_plugin


@pytest.fixture(scope="session")
def plugin_zip(repository, tmp_path_factory) -> Path:
    """As `make plugin` builds it."""
    return build_plugin.build(repository, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def plugin_folder(plugin_zip, tmp_path_factory) -> Path:
    """The unpacked plugin: all that installing does."""
    folder = tmp_path_factory.mktemp("plugins")
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(folder)
    return folder / "infra_registry"
