"""A recorded language model in the place of the live ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from evals.harness.tapes import Model, ModelRequest
from tools.llm.contract import Filled, OnText, Prompted, Written

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True)
class TapedModels:
    """Fills forms from a tape, and raises what is wrong with it: a bad answer counts against the model."""

    model: Model

    async def fill(self, asked: Prompted, form: type[F]) -> Filled[F]:
        answer = await self.model(extraction_request(self.model.name, asked, form.model_json_schema()))
        return Filled(form.model_validate(json.loads(answer.text)), answer.served_by, self.model.name, "primary")

    async def write(self, asked: Prompted, on_text: OnText) -> Written:
        """Never asked for: understanding a message fills forms and writes nothing."""
        del on_text
        raise AssertionError(f"{asked.task} asks for a text, which no tape of this suite holds")


def extraction_request(model: str, asked: Prompted, schema: Mapping[str, Any]) -> ModelRequest:
    """The call as OpenAI's chat completions have it, with the schema that the answer must fit."""
    form = {"type": "json_schema", "json_schema": {"name": "draft", "schema": dict(schema)}}
    return ModelRequest(
        model=model,
        messages=({"role": "system", "content": asked.system}, {"role": "user", "content": asked.user}),
        settings={"temperature": 0, "response_format": form},
    )
