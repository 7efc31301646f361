"""The parameters of one run, read by kind, and the worker that answers it."""

from qgis.core import QgsCoordinateReferenceSystem, QgsFeatureSink, QgsProcessingException

from ..language import tr


class Asked:
    """One run of an algorithm: its parameters, its feedback, and :meth:`ask`."""

    def __init__(self, algorithm, worker, parameters, context, feedback):
        self._algorithm, self._worker = algorithm, worker
        self.parameters, self.context, self.feedback = parameters, context, feedback

    def ask(self, operation, **parameters):
        """What the worker answers; parameters that are None are left out.

        Raises
        ------
        WorkerError
        """
        self.check_cancelled()
        given = {name: value for name, value in parameters.items() if value is not None}
        return self._worker.ask(operation, **given)

    @property
    def is_full(self):
        """Whether the worker runs in the full environment."""
        return self._worker.hello["mode"] == "full"

    def say(self, text):
        self.feedback.pushInfo(text)

    # --- parameters ------------------------------------------------------------------------------------

    def text(self, name):
        """A text, or None where nothing was typed."""
        return self._algorithm.parameterAsString(self.parameters, name, self.context).strip() or None

    def names(self, name):
        """Names apart by commas; None where nothing was typed."""
        return [one.strip() for one in (self.text(name) or "").split(",") if one.strip()] or None

    def file(self, name):
        return self._algorithm.parameterAsFile(self.parameters, name, self.context) or None

    def target(self, name):
        """Where to write a file; None where an optional one was not asked for."""
        return self._algorithm.parameterAsFileOutput(self.parameters, name, self.context) or None

    def yes(self, name):
        return self._algorithm.parameterAsBool(self.parameters, name, self.context)

    def whole(self, name):
        return (
            None
            if self.missing(name)
            else self._algorithm.parameterAsInt(self.parameters, name, self.context)
        )

    def numbers(self, name):
        """Positions chosen of several."""
        return self._algorithm.parameterAsEnums(self.parameters, name, self.context)

    def real(self, name):
        if self.missing(name):
            return None
        return self._algorithm.parameterAsDouble(self.parameters, name, self.context)

    def missing(self, name):
        if self.parameters.get(name) is not None:
            return False
        return self._algorithm.parameterDefinition(name).defaultValue() is None

    def day(self, name):
        """A day as YYYY-MM-DD."""
        if self.missing(name):
            return None
        moment = self._algorithm.parameterAsDateTime(self.parameters, name, self.context)
        return moment.date().toString("yyyy-MM-dd") if moment.isValid() else None

    def box(self, name, registry, layers=None):
        """An extent as [min x, min y, max x, max y] and the CRS of the layers, in which it is; None twice if
        none was given."""
        if self.parameters.get(name) in (None, ""):
            return None, None
        known = self.ask("registry_info", registry=registry)["layers"]
        systems = {one["crs"] for one in known if one["crs"] and (layers is None or one["name"] in layers)}
        crs = systems.pop() if len(systems) == 1 else "EPSG:4326"
        extent = self._algorithm.parameterAsExtent(
            self.parameters, name, self.context, QgsCoordinateReferenceSystem(crs)
        )
        if extent.isNull():
            return None, None
        return [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()], crs

    def source(self, name):
        """Features given.

        Raises
        ------
        QgsProcessingException
        """
        found = self._algorithm.parameterAsSource(self.parameters, name, self.context)
        if found is None:
            raise QgsProcessingException(self._algorithm.invalidSourceError(self.parameters, name))
        return found

    def field(self, name):
        return (self._algorithm.parameterAsFields(self.parameters, name, self.context) or [None])[0]

    # --- results ---------------------------------------------------------------------------------------

    def wanted(self, name):
        """Whether an optional output was asked for."""
        return self.parameters.get(name) not in (None, "")

    def sink(self, name, fields, geometry, crs):
        """Where features of an output go.

        Raises
        ------
        QgsProcessingException
        """
        system = QgsCoordinateReferenceSystem(crs) if crs else QgsCoordinateReferenceSystem()
        made, where = self._algorithm.parameterAsSink(
            self.parameters, name, self.context, fields, geometry, system
        )
        if made is None:
            raise QgsProcessingException(self._algorithm.invalidSinkError(self.parameters, name))
        return Sink(made, where)

    def check_cancelled(self):
        """Raises QgsProcessingException once the user has cancelled."""
        if self.feedback.isCanceled():
            raise QgsProcessingException(tr("Cancelled."))


class Sink:
    """An output that takes features; ``where`` is what the algorithm gives as its result."""

    def __init__(self, sink, where):
        self._sink, self.where, self.count = sink, where, 0

    def add(self, feature):
        """Add a feature.

        Raises
        ------
        QgsProcessingException
            If it cannot be written (a full disk, a geometry of another kind).
        """
        if not self._sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(
                tr("The feature {number} could not be written: {error}").format(
                    number=self.count + 1, error=self._sink.lastError()
                )
            )
        self.count += 1

    def close(self):
        """The features are all there; what the algorithm gives as its result."""
        self._sink = None
        return self.where
