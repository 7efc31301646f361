"""Layers as files for others: GeoJSON, text sequences, GeoPackage, FlatGeobuf, GeoParquet, CSV.

Each format is a module with one function ``write(rows, ...)``; :func:`export` picks it, and sees to it that
a failed export leaves the old file. Rows stream: memory does not grow with their number.
"""

from .export import ExportReport, export
from .formats import FORMATS, format_of

__all__ = ["FORMATS", "ExportReport", "export", "format_of"]
