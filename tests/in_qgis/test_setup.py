"""Settings, the full environment made without a network, and the diagnostics page."""

import importlib
import sys
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtGui import QGuiApplication


def _part(name):
    return importlib.import_module(f"infra_registry.{name}")


def _wheel(folder, name, files):
    """A wheel made by hand, as a folder of wheels for a computer without network holds them."""
    folder.mkdir(exist_ok=True)
    about = f"{name}-1.0.dist-info"
    files = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{one},,\n" for one in files) + f"{about}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        for one, text in {**files, f"{about}/RECORD": record}.items():
            archive.writestr(one, text)
    return folder


@pytest.fixture
def install(plugin_package, tmp_path, wait_for):
    """Runs an installation into tmp_path/environment; gives hello or raises what it failed with."""

    def run(wheels, wanted, python=sys.executable, cancel=False):
        requirements = tmp_path / "requirements.txt"
        requirements.write_text(wanted + "\n")
        made = _part("setup.installation").EnvironmentInstallation(
            python, str(tmp_path / "environment"), wheels=str(wheels), requirements=str(requirements)
        )
        run.log = []
        made.line.connect(run.log.append)
        made.start()
        if cancel:
            made.progressed.connect(lambda share, step: made.cancel())
        return wait_for(made, 120)

    return run


def test_an_environment_is_made_from_a_folder_of_wheels_and_the_worker_is_full_in_it(
    install, tmp_path, full_python, session, wait_for
):
    # The wheel stands for all packages: it leads to those of the library's own environment.
    packages = next((full_python.parent.parent / "lib").glob("python3.*/site-packages"))
    wheels = _wheel(tmp_path / "wheels", "everything", {"everything.pth": f"{packages}\n"})
    hello = install(wheels, "everything")
    assert hello["mode"] == "full"
    assert any("--no-index" in line for line in install.log)
    _part("settings").put("environment", str(tmp_path / "environment"))
    wait_for(session.ask("self_test"))
    assert session.client.mode == "full"
    assert Path(session.client.hello["executable"]).is_relative_to(tmp_path / "environment")


def test_missing_wheels_are_named(install, tmp_path):
    (tmp_path / "wheels").mkdir()
    with pytest.raises(_part("worker").WorkerError, match=r"not all there.*shapely") as raised:
        install(tmp_path / "wheels", "shapely")
    assert raised.value.code == "EnvironmentNotMade"


def test_an_environment_without_what_the_worker_needs_is_refused(install, tmp_path):
    wheels = _wheel(tmp_path / "wheels", "little", {"little.py": ""})
    with pytest.raises(_part("worker").WorkerError, match=r"lacks packages.*shapely"):
        install(wheels, "little")


def test_a_python_that_is_none_is_a_sentence(install, tmp_path):
    with pytest.raises(_part("worker").WorkerError, match="could not be made"):
        install(tmp_path, "x", python=str(tmp_path / "python"))


def test_setting_up_can_be_cancelled(install, tmp_path):
    with pytest.raises(_part("worker").WorkerError) as raised:
        install(tmp_path, "x", cancel=True)
    assert raised.value.code == "Cancelled"


def test_nothing_is_installed_without_consent(session):
    dialog = _part("setup").EnvironmentDialog(session)
    assert dialog.python.text()
    assert not dialog.start_button.isEnabled()
    dialog.consent.setChecked(True)
    assert dialog.start_button.isEnabled()
    dialog.from_wheels.setChecked(True)
    assert not dialog.start_button.isEnabled()
    dialog.deleteLater()


def test_the_dialog_shows_progress_and_takes_the_environment_in_use(
    session, tmp_path, full_python, demo_registry, wait_for, monkeypatch
):
    packages = next((full_python.parent.parent / "lib").glob("python3.*/site-packages"))
    wheels = _wheel(tmp_path / "wheels", "everything", {"everything.pth": f"{packages}\n"})
    (tmp_path / "requirements.txt").write_text("everything\n")
    monkeypatch.setattr(
        _part("setup.installation"), "requirements_file", lambda: tmp_path / "requirements.txt"
    )
    dialog = _part("setup").EnvironmentDialog(session)
    dialog.folder.setText(str(tmp_path / "environment"))
    dialog.from_wheels.setChecked(True)
    dialog.wheels.setText(str(wheels))
    dialog.consent.setChecked(True)
    shares = []
    # A panel that could not count without it looks again by itself.
    session.set_registry(str(demo_registry))
    panel = _part("statistics_panel.panel").StatisticsPanel(session)
    panel.show()
    wait_for(lambda: panel.state.toolTip())
    assert panel.pages.currentIndex() == 0
    dialog.start_button.click()
    assert dialog._asked.isHidden()  # the form gives way to the log
    dialog.installation.progressed.connect(lambda share, _: shares.append(share))
    wait_for(lambda: dialog.installation is None, 120)
    assert dialog.step.text() == "The environment is set up and works."
    assert shares == sorted(shares)
    assert "everything" in dialog.log.toPlainText()
    assert '{"hello"' not in dialog.log.toPlainText()  # which is not for people
    assert _part("settings").environment() == str(tmp_path / "environment")
    wait_for(lambda: panel.pages.currentIndex() == 1, 60)
    panel.close()
    panel.deleteLater()
    dialog.deleteLater()


def test_diagnostics_name_versions_and_try_the_worker(session, wait_for):
    dialog = _part("setup").DiagnosticsDialog(session)
    wait_for(lambda: dialog.again.isEnabled())
    text = dialog.text()
    assert dialog.verdict.text() == "Everything works."
    for word in ("QGIS: 3.", "PROJ: ", "GDAL/OGR: ", "SQLite: 3.", "Python: 3.", "Edits can be committed: ✓"):
        assert word in text
    assert "QGIS's own Python" in text
    assert "Missing for: statistics: " in text
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == text
    dialog.deleteLater()


def test_diagnostics_tell_why_a_worker_does_not_start(session, wait_for, tmp_path, monkeypatch):
    program = _part("worker.program")
    monkeypatch.setattr(
        session.client, "_choose", lambda: program.Program("/usr/bin/python3", ("-c", "1/0"), "core")
    )
    dialog = _part("setup").DiagnosticsDialog(session)
    wait_for(lambda: dialog.again.isEnabled())
    assert "did not start as a worker" in dialog.verdict.text()
    assert "ZeroDivisionError" in dialog.text()
    dialog.deleteLater()


def test_settings_keep_author_and_language(session):
    dialog = _part("setup").SettingsDialog(session)
    told = []
    dialog.language_changed.connect(lambda: told.append(True))
    dialog.author.setText("  A. Author ")
    dialog.language.setCurrentIndex(dialog.language.findData("kk"))
    dialog.accept()
    assert session.author == "A. Author"
    assert QgsSettings().value("infra_registry/language") == "kk"
    assert told
    dialog.deleteLater()


def test_a_folder_that_is_no_environment_is_refused(session, tmp_path):
    dialog = _part("setup").SettingsDialog(session)
    dialog.use_environment(str(tmp_path))
    assert "is no virtual environment" in dialog.state.text()
    assert not _part("settings").environment()
    dialog.deleteLater()


def test_an_environment_that_broke_leaves_everyday_work_and_says_so(session, tmp_path, wait_for, qgis_iface):
    qgis_iface.messageBar().clearWidgets()
    python = tmp_path / "environment" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    python.chmod(0o755)
    _part("settings").put("environment", str(tmp_path / "environment"))
    result = wait_for(session.ask("self_test"))
    assert result["ok"]
    assert session.client.mode == "core"
    assert any("would not start" in one.text() for one in qgis_iface.messageBar().items())
