"""Forms that models fill in: their JSON Schema, and what came back read and checked."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

F = TypeVar("F", bound=BaseModel)
_MOST_ERRORS = 12
_NAMED = {"properties", "$defs", "patternProperties"}  # their keys are names, not keywords


class Misfilled(ValueError):
    """The answer is no valid form; the message says why, for the model that wrote it."""


@cache
def schema_of(form: type[BaseModel]) -> dict[str, Any]:
    """The form's JSON Schema without what a model does not need: defaults, and titles but the form's own."""
    whole: dict[str, Any] = _slim(form.model_json_schema())
    return {"title": form.__name__, **whole}


def fingerprint_of(schema: dict[str, Any]) -> str:
    return json.dumps(schema, sort_keys=True)


def form_of(text: str, form: type[F]) -> F:
    """The form in a model's answer; raises Misfilled."""
    found = _object_in(text)
    try:
        return form.model_validate_json(json.dumps(found))
    except ValidationError as error:
        first = error
    try:  # a model that writes null for what was not said means that it was not said
        return form.model_validate_json(json.dumps(_without_nulls(found)))
    except ValidationError:
        raise Misfilled(_explained(first)) from first


def _slim(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_slim(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in {"title", "default"}}
    return {
        key: {name: _slim(one) for name, one in value.items()} if key in _NAMED else _slim(value)
        for key, value in kept.items()
    }


def _object_in(text: str) -> dict[str, Any]:
    """The first JSON object; models put fences and words around it."""
    begin = text.find("{")
    if begin < 0:
        raise Misfilled("there is no JSON object in the answer")
    try:
        found, _ = json.JSONDecoder().raw_decode(text, begin)
    except ValueError as error:
        raise Misfilled(f"the JSON is not valid: {error}") from error
    assert isinstance(found, dict)
    return found


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(one) for name, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value


def _explained(error: ValidationError) -> str:
    errors = error.errors(include_url=False, include_input=False, include_context=False)[:_MOST_ERRORS]
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'form'}: {one['msg']}" for one in errors)
