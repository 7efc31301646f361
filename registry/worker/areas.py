"""Areas as the plugin gives them, for operations of the full environment."""

from __future__ import annotations

from typing import Any

from ..model.errors import UsageError


def area_of(given: Any) -> Any:
    """A shapely polygon in WGS 84 of WKB in hex, of a GeoJSON geometry or of a box; None of nothing.

    Raises
    ------
    UsageError
    """
    if given in (None, "", [], {}):
        return None
    import json

    import shapely

    try:
        if isinstance(given, str):
            shape = shapely.from_wkb(bytes.fromhex(given))
        elif isinstance(given, dict):
            shape = shapely.from_geojson(json.dumps(given))
        else:
            west, south, east, north = (float(side) for side in given)
            shape = shapely.box(west, south, east, north)
    except (ValueError, TypeError, shapely.errors.ShapelyError) as error:
        raise UsageError(f"the area cannot be read: {error}") from None
    if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        raise UsageError(f"the area is a {shape.geom_type}; give a polygon that covers something")
    return shapely.make_valid(shape)
