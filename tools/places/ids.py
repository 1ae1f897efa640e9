"""Stable ids for places that the atlas does not hold: city/name-and-who-said-so."""

from __future__ import annotations

import hashlib
import re

from tools.places.spelling import fold

_LONGEST = 48


def place_id(city_id: str, name: str, category: str, provider: str, reference: str) -> str:
    """The same for the same reference for ever; a name without Latin letters gives way to the category."""
    digest = hashlib.sha256(f"{provider}:{reference}".encode()).hexdigest()[:10]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name).replace("'", "")).strip("-")[:_LONGEST].strip("-")
    return f"{city_id}/{slug or category.replace('_', '-')}-{provider[:1]}{digest}"
