"""A request shown in QGIS's task bar, with its progress and a way to cancel it."""

import threading

from qgis.core import QgsTask

from ..compat import TASK_FLAGS


class AnswerTask(QgsTask):
    """Mirrors an Answer. The work is in the worker; this waits for it, away from the main thread."""

    def __init__(self, title, answer):
        super().__init__(title, TASK_FLAGS)
        self._answer = answer
        self._over = threading.Event()
        self._succeeded = False
        answer.done.connect(self._done)
        answer.failed.connect(self._failed)
        answer.progressed.connect(self._progressed)

    def run(self):
        self._over.wait()
        return self._succeeded

    def cancel(self):
        super().cancel()
        if self._answer.is_running:
            self._answer.cancel()

    def _done(self, _):
        self._succeeded = True
        self._over.set()

    def _failed(self, _):
        super().cancel()  # else QGIS says by itself that a task failed, and not why
        self._over.set()

    def _progressed(self, share, _):
        if share >= 0:
            self.setProgress(100 * min(share, 1.0))
