"""The versioned store: ledger, workspaces, differences, merging, history, verification.

Standard library only, so that QGIS's own Python can run it with nothing installed.
"""
