"""Prompts as files: `<agent>/<task>.v<N>.md`, Jinja with front matter; `current.toml` says which is live."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined
from pydantic import BaseModel, ConfigDict

HERE = Path(__file__).parent
_ENVIRONMENT = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - text for a model, not HTML


class Prompt(BaseModel):
    """One published version of a prompt; it is never edited, a new version is written."""

    model_config = ConfigDict(frozen=True)

    agent: str
    task: str
    version: int
    inputs: tuple[str, ...]
    output: str
    body: str

    def render(self, **inputs: Any) -> str:
        """ValueError unless exactly the declared inputs are given: no prompt with a hole leaves the house."""
        if set(inputs) != set(self.inputs):
            raise ValueError(f"{self.agent}/{self.task} wants {sorted(self.inputs)}, got {sorted(inputs)}")
        return _ENVIRONMENT.from_string(self.body).render(**inputs)


@cache
def load_prompt(agent: str, task: str, version: int | None = None, folder: Path = HERE) -> Prompt:
    """The live version, or the one asked for; FileNotFoundError or KeyError when there is none."""
    if version is None:
        live = tomllib.loads((folder / "current.toml").read_text(encoding="utf-8"))
        version = int(live[agent][task])
    written = (folder / agent / f"{task}.v{version}.md").read_text(encoding="utf-8")
    _, front, body = written.split("---\n", 2)
    facts = yaml.safe_load(front)
    return Prompt(
        agent=agent, task=task, version=version, inputs=facts["inputs"], output=facts["output"], body=body.lstrip()
    )
