"""Who makes a commit when an algorithm was not told."""

import getpass

from qgis.core import QgsApplication

from .. import settings


def author_of(given):
    """The name given, else that of the settings, else the one the system knows the user by."""
    return given or settings.author() or QgsApplication.userFullName().strip() or getpass.getuser()
