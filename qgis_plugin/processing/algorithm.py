"""What all algorithms share: an operation of the worker with help, typed answers and translated errors.

An algorithm runs in a background thread and starts a worker of its own there, so it may run beside the
panels, in a model, in a batch and in ``qgis_process``. Nothing in it touches the project or a widget.
"""

from html import escape

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
)

from .. import settings
from ..language import tr
from ..worker.blocking import BlockingWorker
from ..worker.errors import WorkerError
from .asked import Asked

PROVIDER = "infra_registry"


class Algorithm(QgsProcessingAlgorithm):
    """One operation.

    A subclass gives ``key`` (its id), ``title``, ``about``, ``example``, ``declare`` (its parameters and
    outputs) and ``carry_out``, which gets :class:`Asked` and gives the results by name. ``needs_full``
    is true of those that need the environment with the numeric libraries.
    """

    key = ""
    group_key = ""
    needs_full = False

    def title(self):
        raise NotImplementedError

    def about(self):
        """What it does: one to three full sentences."""
        raise NotImplementedError

    def example(self):
        """Its parameters as one would type them after ``qgis_process run``."""
        raise NotImplementedError

    def declare(self):
        raise NotImplementedError

    def carry_out(self, asked):
        raise NotImplementedError

    # --- declaring ---------------------------------------------------------------------------------------

    def takes(self, parameter, help, advanced=False):
        """Add a parameter with its help."""
        parameter.setHelp(help)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def gives_number(self, name, title):
        self.addOutput(QgsProcessingOutputNumber(name, title))

    def gives_text(self, name, title):
        self.addOutput(QgsProcessingOutputString(name, title))

    # --- what Processing asks ----------------------------------------------------------------------------

    def name(self):
        return self.key

    def displayName(self):
        return self.title()

    def groupId(self):
        return self.group_key

    def group(self):
        return group_title(self.group_key)

    def icon(self):
        return self.provider().icon() if self.provider() else super().icon()

    def tags(self):
        return ["registry", "infrastructure", "реестр", "тізілім", *self.key.split("_")]

    def shortDescription(self):
        return self.about()

    def createInstance(self):
        return type(self)()

    def initAlgorithm(self, configuration=None):
        self.declare()

    def canExecute(self):
        if self.needs_full and not settings.environment():
            return False, needs_environment()
        return True, ""

    def shortHelpString(self):
        parts = [f"<p>{escape(self.about())}</p>"]
        visible = [
            one
            for one in self.parameterDefinitions()
            if not one.flags() & QgsProcessingParameterDefinition.Flag.FlagHidden
        ]
        inputs = [one for one in visible if not one.isDestination()]
        written = [one for one in visible if one.isDestination()]
        names = {one.name() for one in written}
        results = [one for one in self.outputDefinitions() if one.name() not in names]
        told = [(one.description(), one.help()) for one in written]
        told += [(one.description(), one.name()) for one in results]
        parts += _listed(tr("Inputs"), [(one.description(), one.help()) for one in inputs])
        parts += _listed(tr("Outputs"), told)
        parts.append(f"<h2>{escape(tr('Example'))}</h2>")
        command = f"qgis_process run {PROVIDER}:{self.key} -- {self.example()}"
        parts.append(f"<pre style='white-space: pre-wrap'>{escape(command)}</pre>")
        return "".join(parts)

    def processAlgorithm(self, parameters, context, feedback):
        executable, why = self.canExecute()
        if not executable:
            raise QgsProcessingException(why)
        try:
            with BlockingWorker(feedback) as worker:
                asked = Asked(self, worker, parameters, context, feedback)
                if self.needs_full and not asked.is_full:
                    raise QgsProcessingException(needs_environment())
                return self.carry_out(asked)
        except WorkerError as error:
            raise QgsProcessingException(str(error)) from None


def _listed(heading, rows):
    if not rows:
        return []
    items = "".join(f"<p><b>{escape(title)}</b><br>{escape(text)}</p>" for title, text in rows)
    return [f"<h2>{escape(heading)}</h2>{items}"]


def needs_environment():
    return tr(
        "This needs the full environment: set it up once with Infra Registry > Settings, then run it again."
    )


def group_title(key):
    return {
        "registry": tr("Registry"),
        "editing": tr("Editing in a workspace"),
        "history": tr("History and versions"),
        "exchange": tr("Import, export and checks"),
        "statistics": tr("Statistics and claims"),
        "roads": tr("Roads and measures"),
    }[key]
