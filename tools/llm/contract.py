"""Language models: a form filled in, or a text told while it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from infra.settings import CapabilitySettings
from tools.capability import Capability

F = TypeVar("F", bound=BaseModel)
Tier = Literal["strong", "cheap"]
Level = Literal["primary", "fallback", "cheaper", "cached"]
"""Which step of the ladder served; below them all stand the rules, which are no model's business."""


@dataclass(frozen=True)
class Prompted:
    """One request to a model. `task` is the prompt's name and version, for the meter and the memory.

    `within_s` is how long the asker waits for all models together; None: as long as the settings let them.
    `user` holds what strangers wrote only between the marks of `agents.marking`; `system` never does.
    """

    task: str
    system: str
    user: str
    max_tokens: int = 2_000
    tier: Tier = "strong"
    within_s: float | None = field(default=None, compare=False)
    picture: bytes = field(default=b"", repr=False)
    """WebP to look at beside the words; models that see nothing are passed over."""


@dataclass(frozen=True)
class Filled(Generic[F]):
    """A valid form; `repaired` when its first version was not one."""

    form: F
    provider: str
    model: str
    level: Level
    repaired: bool = False


@dataclass(frozen=True)
class Written:
    text: str
    provider: str
    model: str
    level: Level


OnText = Callable[[str | None], Awaitable[None]]
"""Takes pieces of a text as they come; None: forget what was told, another model begins anew."""


class Models(Protocol):
    """The language models of one caller, in their order, within the caller's budget."""

    async def fill(self, asked: Prompted, form: type[F]) -> Filled[F]:
        """A form of that type; AllProvidersFailed when no model gave a valid one or the budget has none left."""

    async def write(self, asked: Prompted, on_text: OnText) -> Written:
        """A text, told piece by piece; AllProvidersFailed as above, after `on_text(None)` where something was told."""


@dataclass(frozen=True)
class Asked:
    """What an adapter is asked: a text, or, with a JSON Schema, a form whose name is the schema's title.

    For a repair `said` is what the model answered before and `wrong` what was wrong with it.
    """

    prompted: Prompted
    schema: Mapping[str, Any] | None = None
    said: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class Completion:
    """What a model answered: a text, or the form as JSON. `model` is the name that the provider gave."""

    text: str
    model: str


LLM: Capability[Asked, Completion] = Capability("llm", Completion, "llm", keep_s=6 * 3600)
"""Its chain keeps no answers: the ladder keeps valid forms and whole texts, which is more than an answer is."""

DEFAULTS = CapabilitySettings(timeout_s=30, deadline_s=90, retries=3, calls=60, per_s=60)
"""PROV-07: 30 s, 3 retries, 60 calls a minute to each provider."""
