"""Inside QGIS: a script of steps that lets QGIS live between them, and says at the end what it saw.

A step is what a generator does up to its next ``yield``; it yields a condition to wait for, an Answer of the
worker, or seconds. Nothing here waits in a nested event loop: a step that blocks QGIS shows in the report.
"""

import json
import os
import sys
import time
import traceback

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface
from undisturbed import Stopwatch

TICK = 20  # ms
PATIENCE = 30  # seconds a condition may take


class Walk:
    """Runs a generator of steps in QGIS's own event loop, then ends QGIS."""

    def __init__(self, steps):
        self.steps = steps
        self.condition = lambda: True
        self.since = time.monotonic()
        self.report = {"steps": [], "dialogs": [], "errors": [], "messages": [], "longest_block_ms": {}}
        self.watch = Stopwatch()
        self.result = None
        sys.excepthook = self.excepted
        QgsApplication.messageLog().messageReceived.connect(self.logged)
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(TICK)

    def excepted(self, kind, error, trace):
        self.report["errors"].append("".join(traceback.format_exception(kind, error, trace)))

    def logged(self, text, tag, level):
        if tag in ("Infra Registry", "Python error"):
            self.report["messages"].append(f"{tag}: {text}")

    def tick(self):
        now = time.monotonic()
        block = self.watch.lap() * 1000 - TICK
        name = self.report["steps"][-1] if self.report["steps"] else "start"
        longest = self.report["longest_block_ms"]
        longest[name] = max(longest.get(name, 0), round(block))
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self.report["dialogs"].append(f"{type(dialog).__name__}: {dialog.windowTitle()}")
            dialog.close()
        try:
            if self.condition():
                self.go_on()
            elif now - self.since > PATIENCE:
                inner = self.steps
                while getattr(inner, "gi_yieldfrom", None) is not None:
                    inner = inner.gi_yieldfrom
                raise TimeoutError(f"nothing came of step {name!r}, line {inner.gi_frame.f_lineno}")
        except StopIteration:
            self.end(0)
        except Exception:
            self.excepted(*sys.exc_info())
            self.end(3)
        self.watch.lap()  # what a step itself takes is the script's, not QGIS's

    def go_on(self):
        wanted = self.steps.send(self.result) if self.report["steps"] else next(self.steps)
        self.result, self.since = None, time.monotonic()
        if isinstance(wanted, str):  # the name of the step that begins
            self.report["steps"].append(wanted)
            self.condition = lambda: True
        elif isinstance(wanted, (int, float)):
            until = time.monotonic() + wanted
            self.condition = lambda: time.monotonic() >= until
        elif hasattr(wanted, "done"):
            self.wait_for_answer(wanted)
        else:
            self.condition = wanted

    def wait_for_answer(self, answer):
        got = []
        answer.done.connect(lambda result: got.append(("done", result)))
        answer.failed.connect(lambda error: got.append(("failed", error)))

        def there():
            if not got:
                return False
            how, what = got[0]
            if how == "failed":
                raise RuntimeError(f"the worker refused: {what}")
            self.result = what
            return True

        self.condition = there

    def end(self, code):
        self.timer.stop()
        self.report["finished"] = code == 0
        with open(os.environ["INFRA_REGISTRY_REPORT"], "w", encoding="utf-8") as file:
            json.dump(self.report, file, ensure_ascii=False, indent=1)
        QgsProject.instance().setDirty(False)
        if code:
            os._exit(code)  # whatever QGIS would ask now, nobody is there to answer
        else:
            iface.actionExit().trigger()  # the way a person ends it


def walk(steps):
    """Begin when QGIS has started; kept alive by the main window."""
    iface.mainWindow().infra_registry_walk = Walk(steps)
