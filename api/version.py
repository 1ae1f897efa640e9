"""The product's version."""

from __future__ import annotations

from infra.version import VERSION

__all__ = ["VERSION"]
