"""The process that the QGIS plugin talks to: JSON lines in, JSON lines out.

Started by its path, ``python -I -S .../registry/worker/__main__.py``, it runs on the standard library alone
(the *core*); started with the Python of a full environment it computes figures and reads foreign files too.
``docs/worker.md`` tells the lines and every operation.
"""

from __future__ import annotations

#: Raised when a line's shape changes so that an older plugin would misread it.
PROTOCOL = 1
