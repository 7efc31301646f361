"""Requests that follow the pointer: one on its way, one waiting, and a newer wish takes the place of the old.

A click is never dropped: clicks wait in their order, before the newest move.
"""

from collections import deque

from qgis.PyQt.QtCore import QObject


class Coalesced(QObject):
    """Asks one question after another."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._clicks = deque()
        self._move = None
        self._answer = None
        self._turn = None  # of the question on its way; an answer to another is not told
        self._failed = False
        self.asked = 0  # questions that were sent, for a test

    @property
    def is_busy(self):
        return self._answer is not None

    def follow(self, then, operation, **parameters):
        """Ask, unless something newer is wanted before the turn comes."""
        self._move = (then, operation, parameters)
        self._next()

    def insist(self, then, operation, **parameters):
        """Ask in any case, before what only follows the pointer."""
        self._move = None
        self._clicks.append((then, operation, parameters))
        self._next()

    def drop(self):
        """Nothing is wanted any more; what is on its way is not told."""
        self._clicks.clear()
        self._move = None
        self._turn = None
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.cancel()

    def _next(self):
        if self._answer is not None:
            return
        if self._clicks:
            then, operation, parameters = self._clicks.popleft()
        elif self._move is not None:
            (then, operation, parameters), self._move = self._move, None
        else:
            return
        self.asked += 1
        self._turn = turn = object()

        def told(result):
            if self._turn is not turn:
                return
            self._answer, self._failed = None, False
            then(result)
            self._next()

        def refused(error):
            if self._turn is not turn:
                return
            self._answer = None
            # The same error would come with every move.
            if not self._failed and error.code != "Cancelled":
                self._failed = True
                self._session.error(error)
            self._next()

        self._answer = self._session.ask(operation, then=told, otherwise=refused, **parameters)
