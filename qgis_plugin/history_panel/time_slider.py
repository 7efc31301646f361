"""The map moved through the versions of a registry, by QGIS's own temporal controller.

One frame a commit, from its moment to that of the next. Times are those of the ledger, in UTC: QGIS compares
the numbers of a date-time and knows no zones there. A frame begins one millisecond after its commit, since
the ledger writes times as text (``...:40:00.000Z``), where the very moment sorts before itself without the Z;
it ends before the very moment of the next. Commits are at least a millisecond apart.
"""

from bisect import bisect_right

from qgis.core import (
    QgsDateTimeRange,
    QgsInterval,
    QgsProject,
    QgsTemporalNavigationObject,
)
from qgis.PyQt.QtCore import QDateTime, QObject, Qt, pyqtSignal

from ..compat import IRREGULAR_STEP, TEMPORAL_MODE, TIME_ANIMATED, TIME_OFF
from ..language import tr
from .version_layers import version_group

#: The last version is shown as long as this, in days: the controller wants an end.
_LAST = 1


class TimeSlider(QObject):
    """Frames of the temporal controller, one a commit."""

    moved = pyqtSignal(int)  # number of the frame shown
    ready = pyqtSignal(object)  # the layers

    def __init__(self, session, versions, parent=None):
        """``versions`` is the VersionLayers that opens the layers."""
        super().__init__(parent)
        self._session = session
        self._versions = versions
        self._followed = None
        self.frames = []
        self.revisions = []
        self.layers = []
        self._hidden = []

    def set_up(self, layers, commits):
        """Load all row versions of layers and a frame for each commit.

        Parameters
        ----------
        layers : list of (name, title), the one drawn lowest first
        commits : list of (revision, ISO time in UTC), oldest first
        """
        self.take_away()
        self._keep(commits)
        self._versions.history(layers, self._opened)

    def _keep(self, commits):
        self.revisions = [revision for revision, _ in commits]
        self.frames = frames_of([time for _, time in commits])

    def set_frames(self, commits):
        """Other commits than before; the layers read the ledger itself and show them as they are."""
        self._keep(commits)
        self._prepare_controller()

    def _opened(self, pairs):
        project = QgsProject.instance()
        group = version_group(self._session.registry, "*", tr("Through the versions"))
        made = []
        for _, layer in pairs:
            make_temporal(layer)
            project.addMapLayer(layer, False)
            group.insertLayer(0, layer).setExpanded(False)
            made.append(layer)
        self.layers = [layer.id() for layer in made]
        self._hide_present({name for name, _ in pairs})
        if made:
            self._prepare_controller()
            self.show_frame(len(self.frames) - 1)
        self.ready.emit(made)

    def _hide_present(self, names):
        """Layers of workspaces show the present, which would shine through; they come back at the end."""
        root = QgsProject.instance().layerTreeRoot()
        for path in self._session.workspaces():
            for name, layer in self._session.layers_of(path).items():
                node = root.findLayer(layer.id())
                if name in names and node is not None and node.itemVisibilityChecked():
                    node.setItemVisibilityChecked(False)
                    self._hidden.append(layer.id())

    @property
    def controller(self):
        """The temporal controller of the map, that of QGIS's own panel; None where it has none."""
        found = self._session.canvas.temporalController()
        return found if isinstance(found, QgsTemporalNavigationObject) else None

    def _prepare_controller(self):
        controller = self.controller
        whole = QgsDateTimeRange(self.frames[0].begin(), self.frames[-1].end())
        times = QgsProject.instance().timeSettings()
        times.setTemporalRange(whole)
        times.setTimeStepUnit(IRREGULAR_STEP)
        times.setTimeStep(1)
        if controller is None:
            return
        controller.setNavigationMode(TIME_ANIMATED)
        controller.setFrameDuration(QgsInterval(1, IRREGULAR_STEP))
        controller.setAvailableTemporalRanges(self.frames)
        controller.setTemporalExtents(whole)
        if self._followed is not controller:
            controller.updateTemporalRange.connect(self._follow)
            self._followed = controller

    def show_frame(self, number):
        """Move the map to a version."""
        if not 0 <= number < len(self.frames):
            return
        controller = self.controller
        if controller is None:
            self._session.canvas.setTemporalRange(self.frames[number])
            self._session.canvas.refresh()
            self.moved.emit(number)
        elif controller.currentFrameNumber() != number or not self._is_at(number):
            controller.setCurrentFrameNumber(number)
            # The controller tells nothing where the number stays the same.
            if not self._is_at(number):
                self._session.canvas.setTemporalRange(self.frames[number])
        else:
            self.moved.emit(number)

    def _is_at(self, number):
        return self._session.canvas.temporalRange().begin() == self.frames[number].begin()

    def _follow(self, period):
        """QGIS's panel, or we ourselves, moved the map."""
        if self.frames and not period.isInfinite():
            number = bisect_right([one.begin() for one in self.frames], period.begin()) - 1
            self.moved.emit(max(number, 0))

    def take_away(self):
        """Remove the layers and put the controller back to showing everything."""
        project = QgsProject.instance()
        group = None
        for one in self.layers:
            layer = project.mapLayer(one)
            if layer is not None:
                node = project.layerTreeRoot().findLayer(one)
                group = node.parent() if node is not None else group
                project.removeMapLayer(one)
        if group is not None and not group.children():
            group.parent().removeChildNode(group)
        for one in self._hidden:
            node = project.layerTreeRoot().findLayer(one)
            if node is not None:
                node.setItemVisibilityChecked(True)
        self._hidden = []
        if self.frames and self.controller is not None:
            self.controller.pause()
            self.controller.setNavigationMode(TIME_OFF)
        if self.frames:
            self._session.canvas.setTemporalRange(QgsDateTimeRange(QDateTime(), QDateTime()))
        self.layers, self.frames, self.revisions = [], [], []

    def stop(self):
        """The panel goes; the layers stay in the project."""
        if self._followed is not None:
            self._followed.updateTemporalRange.disconnect(self._follow)
            self._followed = None


def moment(time):
    """A commit's ISO time as QGIS compares it."""
    made = QDateTime.fromString(time.replace("Z", ""), Qt.DateFormat.ISODateWithMs)
    made.setTimeSpec(Qt.TimeSpec.UTC)
    return made


def _after(moment):
    """The next moment that QGIS can say: its filter writes seconds as a number with a fraction and reads the
    milliseconds back cut off, so that 7.124 becomes 7.123."""
    following = moment.addMSecs(1)
    milliseconds = following.time().msec()
    seconds = float(f"{following.time().second()}.{milliseconds:03d}")
    cut_off = int(seconds * 1000) % 1000, int((seconds - int(seconds)) * 1000)
    return following if cut_off == (milliseconds, milliseconds) else following.addMSecs(1)


def frames_of(times):
    """The period of each commit, up to the next."""
    moments = [moment(time) for time in times]
    if not moments:
        return []
    ends = [*moments[1:], moments[-1].addDays(_LAST)]
    begins = [_after(one) for one in moments]
    # Of commits a millisecond apart the period is that one moment.
    return [QgsDateTimeRange(begin, max(begin, end), True, begin >= end) for begin, end in zip(begins, ends)]


def make_temporal(layer):
    """Let a layer of all row versions show those of the moment of the map."""
    properties = layer.temporalProperties()
    properties.setMode(TEMPORAL_MODE.FeatureDateTimeStartAndEndFromFields)
    properties.setStartField("from_time")
    properties.setEndField("to_time")
    properties.setIsActive(True)
