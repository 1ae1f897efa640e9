"""Prompts as files: `<agent>/<task>.v<N>.md`, Jinja with front matter; `current.toml` says which is live.

The body has two parts, parted by a line `=== user ===`. The upper one is ours alone; every input that the front matter
does not call `trusted` is a stranger's and stands in the lower one, between marks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined
from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).parent
_USER = "\n=== user ===\n"
_ENVIRONMENT = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - text for a model, not HTML

Mark = Callable[[str, str], str]
"""(name of the input, what a stranger wrote) to the same between marks."""


class Prompt(BaseModel):
    """One published version of a prompt; it is never edited, a new version is written."""

    model_config = ConfigDict(frozen=True)

    agent: str
    task: str
    version: int
    inputs: tuple[str, ...]
    trusted: tuple[str, ...] = ()
    output: str
    body: str

    @property
    def name(self) -> str:
        """For the meter and the memory: agent, task and version."""
        return f"{self.agent}/{self.task}.v{self.version}"

    @property
    def untrusted(self) -> tuple[str, ...]:
        return tuple(name for name in self.inputs if name not in self.trusted)

    def render(self, **inputs: Any) -> str:
        """ValueError unless exactly the declared inputs are given: no prompt with a hole leaves the house."""
        self._check(inputs)
        return _ENVIRONMENT.from_string(self.body).render(**inputs)

    def render_parts(self, mark: Mark, **inputs: Any) -> tuple[str, str]:
        """(system, user): strangers' inputs pass through `mark`, and the system part cannot see them at all."""
        self._check(inputs)
        system, parted, user = self.body.partition(_USER)
        if not parted:
            raise ValueError(f"{self.name} does not part what is ours from what strangers wrote")
        ours = {name: inputs[name] for name in self.trusted}
        theirs = {name: mark(name, str(inputs[name])) for name in self.untrusted}
        rendered = _ENVIRONMENT.from_string(user).render(**ours, **theirs)
        return _ENVIRONMENT.from_string(system).render(**ours).strip(), rendered.strip()

    def _check(self, inputs: dict[str, Any]) -> None:
        if set(inputs) != set(self.inputs):
            raise ValueError(f"{self.agent}/{self.task} wants {sorted(self.inputs)}, got {sorted(inputs)}")


@cache
def load_prompt(agent: str, task: str, version: int | None = None, folder: Path = HERE) -> Prompt:
    """The live version, or the one asked for; FileNotFoundError or KeyError when there is none."""
    if version is None:
        live = tomllib.loads((folder / "current.toml").read_text(encoding="utf-8"))
        version = int(live[agent][task])
    written = (folder / agent / f"{task}.v{version}.md").read_text(encoding="utf-8")
    _, front, body = written.split("---\n", 2)
    return Prompt(agent=agent, task=task, version=version, body=body.lstrip(), **yaml.safe_load(front))


def live_prompts(folder: Path = HERE) -> tuple[Prompt, ...]:
    """Every prompt that is in use, by agent and task."""
    live = tomllib.loads((folder / "current.toml").read_text(encoding="utf-8"))
    return tuple(load_prompt(agent, task, folder=folder) for agent in sorted(live) for task in sorted(live[agent]))
