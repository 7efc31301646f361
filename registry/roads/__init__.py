"""Linear referencing: routes, their calibration by km posts, events on them, and the algebra of intervals.

Terms are those of ISO 19148: a *route* is a linear element, a *measure* says where on it something is, a km
post is a *referent*, a repair is an *event*. Measures are whole metres of official chainage (``513+850``);
lengths are metres on the ellipsoid; the two differ on every real road and are never mixed.

:mod:`.plain`, :mod:`.ellipsoid` and :mod:`.increasing` need only the standard library; the other modules do
the same on numpy arrays. Nothing is imported here, so that QGIS's own Python can import the package.
"""
