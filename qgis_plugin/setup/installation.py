"""The full environment as it is made: a virtual environment, its packages, a worker that says hello.

Nothing is installed into QGIS itself. All steps are child processes, so the map goes on; a step that fails
leaves what was made, and a later try goes on from there.
"""

import re
from collections import deque

from qgis.PyQt.QtCore import QObject, QProcess, QTimer, pyqtSignal

from ..worker import WorkerError
from ..worker.environment import process_environment
from ..worker.program import requirements_file, worker_file
from ..worker.protocol import answer
from ..worker.python import Installation as Layout
from ..worker.python import environment_python

_LAST_LINES = 200
_COLLECTED = re.compile(r"^(Collecting|Processing|Requirement already satisfied)")
#: About as many packages as come with those that are asked for; only the progress bar needs it.
_PACKAGES = 45


class EnvironmentInstallation(QObject):
    """Makes an environment; ends with ``done`` or ``failed``, once."""

    line = pyqtSignal(str)  # of the log
    progressed = pyqtSignal(float, str)  # share of one, name of the step
    done = pyqtSignal(object)  # hello of the worker that ran in it
    failed = pyqtSignal(object)  # WorkerError

    def __init__(self, python, folder, wheels="", index="", requirements=None, parent=None):
        """
        Parameters
        ----------
        python : str
            The Python that the environment is made with.
        folder : str
            Where it is made.
        wheels : str
            Folder of wheels, for a computer without network; "" takes packages from an index.
        index : str
            Address of an index of one's own; "" is that of pip's configuration.
        requirements : str, optional
            File of requirements; that of the plugin if it is left out.
        """
        super().__init__(parent)
        self._python = python
        self._folder = folder
        self._wheels = wheels
        self._index = index
        self._requirements = requirements or str(requirements_file())
        self._inside = environment_python(folder, Layout.here().system)
        self._process = None
        self._step = None
        self._lines = deque(maxlen=_LAST_LINES)
        self._collected = 0
        self._without_pip = False
        self._cancelled = False
        self._over = False

    def start(self):
        QTimer.singleShot(0, self._make)

    def cancel(self):
        """Stop; what was made stays, for a later try."""
        self._cancelled = True
        if self._process is not None:
            self._process.kill()

    # --- steps ------------------------------------------------------------------------------------------

    def _make(self):
        arguments = ["-I", "-m", "venv", *(["--without-pip"] if self._without_pip else []), self._folder]
        self._run("environment", 0.02, self._python, arguments, self._made)

    def _made(self, succeeded):
        if succeeded:
            self._install()
        elif not self._without_pip and any("ensurepip" in one for one in self._lines):
            # Debian and some builds of QGIS leave ensurepip out; the pip outside can serve the environment.
            self._without_pip = True
            self._make()
        else:
            self._fail(
                WorkerError(
                    "EnvironmentNotMade",
                    "the virtual environment could not be made in {folder}: {problem}",
                    self._facts(),
                )
            )

    def _install(self):
        if self._without_pip:
            program, pip = self._python, ["-I", "-m", "pip", "--python", self._inside]
        else:
            program, pip = self._inside, ["-I", "-m", "pip"]
        arguments = [*pip, "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        if self._wheels:
            arguments += ["--no-index", "--find-links", self._wheels]
        elif self._index:
            arguments += ["--index-url", self._index]
        arguments += ["--only-binary", ":all:", "-r", self._requirements]
        self._run("packages", 0.08, program, arguments, self._installed)

    def _installed(self, succeeded):
        if succeeded:
            self._run("check", 0.96, self._inside, ["-I", str(worker_file())], self._checked, ends=True)
        elif not any("No matching distribution" in one for one in self._lines):
            self._fail(
                WorkerError(
                    "EnvironmentNotMade",
                    "the packages could not be installed in {folder}: {problem}",
                    self._facts(),
                )
            )
        elif self._wheels:
            self._fail(
                WorkerError(
                    "EnvironmentNotMade",
                    "the packages are not all there ({problem}); take wheels for this Python and system",
                    self._facts(),
                )
            )
        else:
            self._fail(
                WorkerError(
                    "EnvironmentNotMade",
                    "the index does not have all packages ({problem}); check its address",
                    self._facts(),
                )
            )

    def _checked(self, _):
        hello = None
        for one in self._lines:
            try:
                hello = hello or answer(one.encode()).get("hello")
            except ValueError:
                continue
        if not hello:
            self._fail(
                WorkerError(
                    "EnvironmentNotMade", "the worker does not start in {folder}: {problem}", self._facts()
                )
            )
            return
        lacking = sorted({one for packages in hello["missing"].values() for one in packages})
        if lacking:
            self._fail(
                WorkerError(
                    "EnvironmentNotMade",
                    "the environment in {folder} lacks packages that the worker needs: {problem}",
                    {**self._facts(), "problem": ", ".join(lacking)},
                )
            )
            return
        self._over = True
        self.progressed.emit(1.0, "done")
        self.done.emit(hello)

    # --- processes --------------------------------------------------------------------------------------

    def _run(self, step, share, program, arguments, then, ends=False):
        self._step = step
        self._share = share
        self._lines.clear()
        self.progressed.emit(share, step)
        self.line.emit("> " + " ".join([program, *arguments]))
        process = QProcess(self)
        process.setProcessEnvironment(process_environment())
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(lambda error: self._not_started(error, then))
        process.finished.connect(lambda code, *_: self._finished(code == 0, then))
        self._process = process
        process.start(program, arguments)
        if ends:
            process.closeWriteChannel()  # the worker says hello and ends

    def _read(self):
        while self._process is not None and self._process.canReadLine():
            self._hear(bytes(self._process.readLine()).decode("utf-8", "replace").rstrip())

    def _hear(self, text):
        if not text:
            return
        self._lines.append(text)
        if self._step != "check" or not text.startswith("{"):  # what the worker says is not for people
            self.line.emit(text)
        if self._step == "packages":
            if _COLLECTED.match(text):
                self._collected += 1
                self.progressed.emit(0.08 + 0.62 * min(1.0, self._collected / _PACKAGES), self._step)
            elif text.startswith("Installing collected packages"):
                self.progressed.emit(0.75, self._step)

    def _not_started(self, error, then):
        if error == QProcess.ProcessError.FailedToStart:
            self._lines.append(self._process.errorString())
            self._finished(False, then)

    def _finished(self, succeeded, then):
        if self._over:
            return
        process, self._process = self._process, None
        if process is None:
            return
        for text in bytes(process.readAllStandardOutput()).decode("utf-8", "replace").splitlines():
            self._hear(text.rstrip())
        process.deleteLater()
        if self._cancelled:
            self._over = True
            self.failed.emit(WorkerError("Cancelled", "cancelled; what was made stays for a later try"))
        else:
            then(succeeded)

    def _fail(self, error):
        self._over = True
        self.failed.emit(error)

    def _facts(self):
        """Where it was, what was said last, and all of it for the log."""
        errors = [one for one in self._lines if "error" in one.lower()] or list(self._lines)
        problem = re.sub(r"^(ERROR|Error):\s*", "", errors[-1] if errors else "?").rstrip(".")
        return {"folder": self._folder, "problem": problem, "trace": "\n".join(self._lines)}
