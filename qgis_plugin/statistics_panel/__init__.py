"""Statistics: figures with the features behind them, claims with their verdicts, receipts, reports."""

from .panel import StatisticsPanel

__all__ = ["StatisticsPanel"]
