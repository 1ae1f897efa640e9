"""A run as one HTML file that needs nothing else: metrics, plots, and every sample's trace."""

from evals.harness.report.write import write_report

__all__ = ["write_report"]
