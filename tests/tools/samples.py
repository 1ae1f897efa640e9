"""One question of each capability, shared with the fault matrix of the harness."""

from __future__ import annotations

from evals.suites.faults.questions import QUESTIONS

__all__ = ["QUESTIONS"]
