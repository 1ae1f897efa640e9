"""Small changes of a trip for tests; the ways to spoil one live with the suite that tries a thousand of them."""

from __future__ import annotations

from evals.suites.certificate.changes import pick_stop, with_place

__all__ = ["pick_stop", "with_place"]
