"""How an agent asks a language model: prompt rendered, strangers' words marked, patience bounded.

No model is a value: None when there is none, when none gave a valid answer, or when it took too long; the rules serve.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import structlog
from pydantic import BaseModel

from agents.marking import mark
from domain.errors import ProviderError
from prompts import load_prompt
from tools.llm.contract import Filled, Models, OnText, Prompted, Tier, Written

log = structlog.get_logger()
F = TypeVar("F", bound=BaseModel)

READING_S = 10.0
"""How long a traveller waits for a model to read a message before the rules do."""
WRITING_S = 30.0
_OURS = 0.95  # the rest is for saying that nobody answered
RULES = "rules"
"""The level of what no model had a part in."""


def prompted(
    agent: str, task: str, inputs: Mapping[str, Any], *, max_tokens: int = 2_000, tier: Tier = "strong"
) -> Prompted:
    """The live version of a prompt, rendered; ValueError where inputs are missing or too many."""
    prompt = load_prompt(agent, task)
    system, user = prompt.render_parts(mark, **inputs)
    return Prompted(task=prompt.name, system=system, user=user, max_tokens=max_tokens, tier=tier)


async def fill(models: Models | None, asked: Prompted, form: type[F], limit_s: float = READING_S) -> Filled[F] | None:
    """The form as a model filled it in."""
    if models is None:
        return None
    try:
        async with asyncio.timeout(limit_s):
            return await models.fill(replace(asked, within_s=limit_s * _OURS), form)
    except (ProviderError, TimeoutError) as error:
        log.info("no model filled in the form", task=asked.task, error=str(error) or "took too long")
        return None


async def write(models: Models | None, asked: Prompted, on_text: OnText, limit_s: float = WRITING_S) -> Written | None:
    """The text as a model wrote it; `on_text` is told piece by piece, and None where what was told is void."""
    if models is None:
        return None
    try:
        async with asyncio.timeout(limit_s):
            return await models.write(asked, on_text)
    except ProviderError as error:
        log.info("no model wrote the text", task=asked.task, error=str(error))
    except TimeoutError:
        log.info("no model wrote the text in time", task=asked.task)
        await on_text(None)  # what was told may have been cut anywhere
    return None


def level_of(answer: Filled[Any] | Written) -> str:
    """Which level served, in words: `gemini/gemini-2.5-flash`, with the step of the ladder where not the first."""
    step = "" if answer.level == "primary" else f" ({answer.level})"
    return f"{answer.provider}/{answer.model}{step}"
