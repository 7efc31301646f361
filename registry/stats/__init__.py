"""Indicators of a registry at any version, each with its evidence and a receipt.

>>> from registry.stats.computing import compute                                   # doctest: +SKIP
>>> result, receipt = compute(ledger, "repaired-km", "2024-12-31", by=["year"])     # doctest: +SKIP
"""
