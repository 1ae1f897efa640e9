"""Who acts with an API key."""

from __future__ import annotations

from domain.identity import Principal


class KeyHolder(Principal):
    """The owner as far as the key's scopes let them; `hourly_limit` is the key's own, None: that of the tier."""

    hourly_limit: int | None = None
