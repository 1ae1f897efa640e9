"""The cells of the matrix: every capability × every fault of the wire × the first, two, or all of its providers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.catalogue import CATALOGUE

Scope = Literal["none", "first", "first two", "all"]
SCOPES: tuple[Scope, ...] = ("first", "first two", "all")
WIRE_FAULTS = (
    "rate_limit", "server_error", "forbidden", "slow", "hang", "cut",
    "wrong_type", "truncated", "invalid_json", "empty", "drift", "skew",
)  # fmt: skip


class Cell(BaseModel):
    model_config = ConfigDict(frozen=True)

    capability: str
    fault: str
    scope: Scope

    @property
    def id(self) -> str:
        return f"matrix-{self.capability}-{self.fault}-{self.scope}".replace("_", "-").replace(" ", "-")

    @property
    def failing(self) -> tuple[str, ...]:
        """Names of the providers that fail."""
        names = networked(self.capability)
        return {"none": (), "first": names[:1], "first two": names[:2], "all": names}[self.scope]


def networked(capability: str) -> tuple[str, ...]:
    """The capability's providers that are reached over a network, first asked first."""
    kinds = next(kinds for known, kinds in CATALOGUE if known.name == capability)
    return tuple(kind.name for kind in kinds if kind.network)


def cells() -> list[Cell]:
    """A scope that fails no other providers than a smaller one is left out."""
    found = []
    for capability, _ in CATALOGUE:
        count = len(networked(capability.name))
        scopes = [scope for scope, least in (("first", 1), ("first two", 3), ("all", 1)) if count >= least]
        scopes = scopes if count > 1 else [scope for scope in scopes if scope == "all"]
        found += [
            Cell.model_validate({"capability": capability.name, "fault": fault, "scope": scope})
            for fault in WIRE_FAULTS
            for scope in scopes
        ]
    return found
