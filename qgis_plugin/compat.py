"""The only place for what differs between Qt 5 and 6, and between QGIS 3.22 and 4."""

from qgis.core import Qgis, QgsTask, QgsTemporalNavigationObject, QgsUnitTypes, QgsWkbTypes
from qgis.PyQt import QtCore, QtGui, QtWidgets

QT6 = QtCore.QT_VERSION >= 0x060000

# Qt 6 moved these from QtWidgets to QtGui.
QAction = getattr(QtGui, "QAction", None) or QtWidgets.QAction
QActionGroup = getattr(QtGui, "QActionGroup", None) or QtWidgets.QActionGroup
QShortcut = getattr(QtGui, "QShortcut", None) or QtWidgets.QShortcut


def _field_types():
    # QgsField takes QMetaType from QGIS 3.38 on; before, and with Qt 5 on the whole, QVariant.
    if QT6 or Qgis.QGIS_VERSION_INT >= 33800:
        kinds = QtCore.QMetaType.Type
        return {
            "text": kinds.QString, "integer": kinds.Int, "long": kinds.LongLong, "real": kinds.Double,
            "boolean": kinds.Bool, "date": kinds.QDate, "datetime": kinds.QDateTime,
        }  # fmt: skip
    kinds = QtCore.QVariant
    return {
        "text": kinds.String, "integer": kinds.Int, "long": kinds.LongLong, "real": kinds.Double,
        "boolean": kinds.Bool, "date": kinds.Date, "datetime": kinds.DateTime,
    }  # fmt: skip


#: What QgsField takes for "text", "integer", "long", "real", "boolean", "date" and "datetime".
FIELD_TYPES = _field_types()

# Geometry kinds: Qgis.GeometryType from 3.30 on.
_geometries = getattr(Qgis, "GeometryType", None)
POINT = _geometries.Point if _geometries else QgsWkbTypes.GeometryType.PointGeometry
LINE = _geometries.Line if _geometries else QgsWkbTypes.GeometryType.LineGeometry
POLYGON = _geometries.Polygon if _geometries else QgsWkbTypes.GeometryType.PolygonGeometry

# Flags of tasks: one may be hidden from the notifications of the system from 3.26 on, where it has that.
TASK_FLAGS = QgsTask.Flag.CanCancel


def is_null(value):
    """Whether an attribute is NULL: None, or a null QVariant, as old versions give."""
    if value is None:
        return True
    null = getattr(value, "isNull", None)
    return bool(null()) if callable(null) else False


def stays_valid(thing):
    """Whether the C++ side of a Qt object is still there: layers and widgets go while Python holds them."""
    try:
        from qgis.PyQt import sip
    except ImportError:  # Qt 6 builds that offer it only at the top
        import sip
    return thing is not None and not sip.isdeleted(thing)


def transaction_mode_is_automatic(project):
    """Whether the project keeps one database transaction open for a whole edit session.

    Such a session holds the lock of the workspace from its first edit to its save.
    """
    modes = getattr(Qgis, "TransactionMode", None)
    if modes is not None:
        return project.transactionMode() != modes.Disabled
    return project.autoTransaction()


def end_automatic_transactions(project):
    """Put the project back to plain editing."""
    modes = getattr(Qgis, "TransactionMode", None)
    if modes is not None:
        project.setTransactionMode(modes.Disabled)
    else:
        project.setAutoTransaction(False)


# How a vector layer follows the time of the map, and a time step of one frame a moment.
TEMPORAL_MODE = Qgis.VectorTemporalMode
_steps = getattr(Qgis, "TemporalUnit", None)
IRREGULAR_STEP = _steps.IrregularStep if _steps else QgsUnitTypes.TemporalUnit.TemporalIrregularStep
_navigation = getattr(Qgis, "TemporalNavigationMode", None) or QgsTemporalNavigationObject.NavigationMode
TIME_ANIMATED = _navigation.Animated
TIME_OFF = getattr(_navigation, "Disabled", None) or _navigation.NavigationOff
