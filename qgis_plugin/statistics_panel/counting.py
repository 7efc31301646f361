"""The requests of the panel: what can be counted, figures, claims, receipts; one at a time, with progress."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..language import language, tr

#: All in one lane: results live in the process that computed them.
LANE = "long"


class Counting(QObject):
    """Asks the worker and says what came of it."""

    indicators_read = pyqtSignal(object)
    registry_read = pyqtSignal(object, object)  # registry_info, names of tags
    fields_read = pyqtSignal(object)
    counted = pyqtSignal(object)
    claims_counted = pyqtSignal(object)
    receipt_checked = pyqtSignal(object)
    failed = pyqtSignal(object)
    lacking = pyqtSignal(object)  # the error of a worker that cannot count
    busy = pyqtSignal(bool)
    progressed = pyqtSignal(float, str)

    def __init__(self, session: Any, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._answer: Any = None

    @property
    def is_busy(self) -> bool:
        return self._answer is not None and self._answer.is_running

    def read_indicators(self) -> None:
        self._session.ask(
            "indicators",
            lane=LANE,
            language=language(),
            then=lambda found: self.indicators_read.emit(found["indicators"]),
            otherwise=self._refused,
        )

    def read_registry(self) -> None:
        """Layers, newest commit and tags of the registry in use."""
        registry = self._session.registry
        if not registry:
            return

        def with_tags(info: dict[str, Any]) -> None:
            self._session.ask(
                "tags",
                registry=registry,
                then=lambda found: self.registry_read.emit(info, [one["name"] for one in found["tags"]]),
            )

        self._session.ask("registry_info", registry=registry, then=with_tags)

    def read_fields(self, layer: str) -> None:
        if self._session.registry:
            self._session.ask(
                "definition",
                registry=self._session.registry,
                layer=layer,
                then=lambda found: self.fields_read.emit(found["fields"]),
                otherwise=lambda _: self.fields_read.emit([]),
            )

    def count(self, request: dict[str, Any]) -> None:
        """Compute an indicator."""
        self._ask("statistics", tr("Statistics"), self.counted.emit, **request)

    def check_claims(self, version: str | None = None) -> None:
        given = {} if version is None else {"version": version}
        self._ask("claims", tr("Claims"), self.claims_counted.emit, **given)

    def verify(self, receipt: dict[str, Any]) -> None:
        """Compute a receipt again."""
        self._ask("verify_receipt", tr("Receipt"), self.receipt_checked.emit, receipt=receipt)

    def verify_file(self, path: str) -> None:
        """Compute the receipt of a file again."""
        self._ask("verify_receipt", tr("Receipt"), self.receipt_checked.emit, path=path)

    def cancel(self) -> None:
        if self.is_busy:
            self._answer.cancel()

    def _ask(self, operation: str, title: str, then: Any, **parameters: Any) -> None:
        if self.is_busy:
            return

        def done(result: dict[str, Any]) -> None:
            self._end()
            then(result)

        def wrong(error: Any) -> None:
            self._end()
            self._refused(error)

        self._answer = self._session.ask(
            operation,
            title=title,
            lane=LANE,
            then=done,
            otherwise=wrong,
            progress=lambda share, text: self.progressed.emit(share, text),
            registry=self._session.registry,
            language=language(),
            **parameters,
        )
        self.busy.emit(True)

    def _end(self) -> None:
        self.busy.emit(False)

    def _refused(self, error: Any) -> None:
        if error.code == "UnknownOperation":
            self.lacking.emit(error)
        elif error.code != "Cancelled":
            self.failed.emit(error)
