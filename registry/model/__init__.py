"""What a layer is: definitions, field types, values, geometry blobs, canonical bytes, errors.

Standard library only, so that QGIS's own Python can run it with nothing installed.
"""
