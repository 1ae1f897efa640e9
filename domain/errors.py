"""Every error of ours, in one tree that says who must act.

TripwrightError
├── InvalidRequest      the traveller: a field is wrong or impossible
├── NotFound            the caller: no such thing
├── Conflict            the caller: it was changed or decided meanwhile
├── Infeasible          the traveller: the wishes contradict each other
├── AgentTimeout        an agent did not finish in time
└── ProviderError       the outside world
    ├── Unavailable     try the next provider
    ├── Rejected        understood and refused: do not try another
    └── AllProvidersFailed
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.edits import WayOut


class TripwrightError(Exception):
    """Base of all errors that we raise on purpose."""


class FieldError(Exception):
    """One thing wrong with one field of what somebody sent."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


class InvalidRequest(TripwrightError):
    """The traveller must change something; `errors` name the fields."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = tuple(errors)


class NotFound(TripwrightError):
    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"there is no {what} {key}")
        self.what, self.key = what, key


class Conflict(TripwrightError):
    """Somebody else was faster, or the thing is no longer in a state that allows this."""


class Infeasible(TripwrightError):
    """No trip satisfies all wishes; `wishes` are those that collide, `ways_out` what would help.

    `offers` are ways out that were solved before they are offered; their texts are then the `ways_out`.
    """

    def __init__(
        self, message: str, wishes: Sequence[str] = (), ways_out: Sequence[str] = (), offers: Sequence[WayOut] = ()
    ) -> None:
        super().__init__(message)
        self.wishes, self.offers = tuple(wishes), tuple(offers)
        self.ways_out = tuple(offer.text for offer in offers) or tuple(ways_out)


class AgentTimeout(TripwrightError):
    def __init__(self, agent: str, limit_s: float) -> None:
        super().__init__(f"{agent} did not finish within {limit_s:g} s")
        self.agent, self.limit_s = agent, limit_s


class ProviderError(TripwrightError):
    """Something outside; `provider` names it."""

    def __init__(self, provider: str, message: str) -> None:
        super().__init__(f"{provider}: {message}")
        self.provider = provider


class Unavailable(ProviderError):
    """Timeout, 5xx, limit or malformed answer: the next provider may do."""


class Rejected(ProviderError):
    """Understood and refused: asking another provider the same would be wrong."""


class AllProvidersFailed(ProviderError):
    """Every provider of a capability was unavailable; `failures` in the order tried."""

    def __init__(self, capability: str, failures: Sequence[ProviderError]) -> None:
        super().__init__(capability, "All adapters failed: " + "; ".join(map(str, failures)))
        self.failures = tuple(failures)
