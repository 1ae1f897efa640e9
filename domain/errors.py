"""Every error of ours, in one tree that says who must act.

TripwrightError
├── InvalidRequest      the traveller: a field is wrong or impossible
├── NotFound            the caller: no such thing
├── Conflict            the caller: it was changed or decided meanwhile
│   ├── Stale           … since it was read
│   └── DoneBefore      … by themselves, under the same key
├── Unauthenticated     the caller: show who you are
├── Forbidden           the caller: not with the rights shown
├── TooMany             the caller: later, or less often
├── Infeasible          the traveller: the wishes contradict each other
├── AgentTimeout        an agent did not finish in time
└── ProviderError       the outside world
    ├── Unavailable     try the next provider
    ├── Rejected        understood and refused: do not try another
    └── AllProvidersFailed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.conflict import Wished, wished

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


@dataclass(frozen=True)
class Change:
    """A version that came since: `by` is its author as `Principal.owner` names them, "" where nobody knows."""

    version: int
    at: datetime
    by: str
    what: tuple[str, ...]


class Stale(Conflict):
    """The caller: it was changed since they read it; they read it again and decide. `since`: by whom and how."""

    def __init__(self, message: str, since: Sequence[Change] = ()) -> None:
        super().__init__(message)
        self.since = tuple(since)


class DoneBefore(Conflict):
    """The caller: it was carried out under this key and its answer was lost; they read what it has changed."""


class Unauthenticated(TripwrightError):
    """The caller: nobody is signed in, or what was shown for it does not hold."""


class Forbidden(TripwrightError):
    """The caller: not with the rights shown."""


class TooMany(TripwrightError):
    """The caller: a limit is reached; it may try again after `retry_after_s`, in seconds."""

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Infeasible(TripwrightError):
    """No trip satisfies all wishes; `conflict` are those that collide, `ways_out` what would help.

    `offers` are ways out that were solved before they are offered; their texts are then the `ways_out`.
    """

    def __init__(
        self,
        message: str,
        wishes: Sequence[Wished | str] = (),
        ways_out: Sequence[str] = (),
        offers: Sequence[WayOut] = (),
    ) -> None:
        super().__init__(message)
        self.conflict, self.offers = wished(wishes), tuple(offers)
        self.wishes = tuple(wish.text for wish in self.conflict)
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


class Failure(StrEnum):
    """What went wrong at a provider; unsuited: it was not asked, because it cannot know."""

    TIMEOUT = "timeout"
    NETWORK = "network"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    MALFORMED = "malformed"
    CUT = "cut"
    OPEN = "open"
    THROTTLED = "throttled"
    UNSUITED = "unsuited"
    UNCONFIGURED = "unconfigured"
    OVER_BUDGET = "over_budget"
    OTHER = "other"

    @property
    def passes(self) -> bool:
        """Whether asking the same provider again soon may help; one that let us wait is not asked to do so again."""
        return self in _PASSING


_PASSING = {Failure.NETWORK, Failure.RATE_LIMITED, Failure.SERVER, Failure.CUT}


class Unavailable(ProviderError):
    """Timeout, 5xx, limit or malformed answer: the next provider may do.

    `retry_after_s` is how long the provider asked to be left alone.
    """

    def __init__(
        self, provider: str, message: str, kind: Failure = Failure.OTHER, *, retry_after_s: float | None = None
    ) -> None:
        super().__init__(provider, message)
        self.kind, self.retry_after_s = kind, retry_after_s


class Rejected(ProviderError):
    """Understood and refused: asking another provider the same would be wrong."""


class AllProvidersFailed(ProviderError):
    """Every provider of a capability was unavailable; `failures` in the order tried."""

    def __init__(self, capability: str, failures: Sequence[ProviderError]) -> None:
        super().__init__(capability, "All adapters failed: " + "; ".join(map(str, failures)))
        self.failures = tuple(failures)
