"""What the emulated language models say: deterministic, believable, and valid for any form.

A form is thought up by the function that tests/emulators/thoughts.py has for its title, and a text about marked
material by its `tell`; a form that nobody knows gets the least instance of its schema. A word in the prompt makes a model fail as models do, for tests:

    brain:misfill          the form is no valid one the first time, and is once it has been told what is wrong
    brain:misfill-always   it never is
    brain:decline          the model declines (content filter, refusal, safety)
    brain:break            a streamed text ends in the middle without an end
    brain:stall            a streamed text stops in the middle and its connection stays open
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agents.marking import marked
from tests.emulators.thoughts import THOUGHTS, tell

Schema = Mapping[str, Any]
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*")
_LIMIT = re.compile(r"\b(minLength|minimum|minItems): (\d+)")
_FIRST_DAY = date(2027, 4, 5)


@dataclass(frozen=True)
class Conversation:
    """What a model is shown; `said` is its own earlier answer when it is asked to repair it."""

    system: str
    user: str
    schema: Schema | None = None
    said: str = ""

    def wants(self, word: str) -> bool:
        return re.search(rf"brain:{word}(?![\w-])", self.system + self.user) is not None


def reply(talk: Conversation) -> str:
    """The words that come over the wire: JSON for a form."""
    thought = think(talk.system, talk.user, talk.schema)
    if isinstance(thought, str):
        return thought
    if talk.wants("misfill-always") or (talk.wants("misfill") and not talk.said):
        return json.dumps({"certainly": "here it is", **{name: {"?": "?"} for name in thought}})
    return json.dumps(thought, ensure_ascii=False, default=str)


def think(system: str, user: str, schema: Schema | None) -> dict[str, Any] | str:
    """A form as a dictionary, or a text."""
    schema = schema or _told(system)
    if schema is None:
        return tell(system, user) if any(marked(user)) else paraphrase(user)
    thought = THOUGHTS.get(str(schema.get("title", "")))
    if thought is not None:
        return thought(system, user)
    least: dict[str, Any] = least_of(schema, schema)
    return least


def least_of(schema: Schema, root: Schema) -> Any:
    """The smallest value that a JSON Schema allows; limits may stand in its words, as Anthropic's SDK puts them."""
    schema = {**{name: int(limit) for name, limit in _LIMIT.findall(schema.get("description", ""))}, **schema}
    if "$ref" in schema:
        return least_of(_at(root, schema["$ref"]), root)
    for choice in ("const", "enum"):
        if choice in schema:
            return schema[choice] if choice == "const" else schema[choice][0]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            options = schema[several]
            return None if {"type": "null"} in options else least_of(options[0], root)
    if "allOf" in schema:
        return least_of(schema["allOf"][0], root)
    match schema.get("type"):
        case "object":
            properties, required = schema.get("properties", {}), schema.get("required", ())
            return {name: least_of(properties[name], root) for name in required}
        case "array":
            items = schema.get("items", {"type": "string"})
            return [least_of(items, root) for _ in range(schema.get("minItems", 0))]
        case "integer" | "number":
            return schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        case "boolean":
            return False
        case "null":
            return None
    return _least_string(schema)


def pieces_of(text: str, most: int = 16) -> Iterator[str]:
    """A text as a model lets it go: a word or two at a time."""
    piece = ""
    for word in re.findall(r"\S+\s*|\s+", text):
        if piece and len(piece) + len(word) > most:
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece


def tokens_of(*texts: str) -> int:
    """About as many as a model would count."""
    return sum(-(-len(text) // 4) for text in texts)


def shortened(text: str, most_tokens: int) -> tuple[str, bool]:
    """As much of a text as the longest answer allows, and whether that is all of it."""
    return (text, True) if tokens_of(text) <= most_tokens else (text[: most_tokens * 4], False)


def paraphrase(user: str) -> str:
    """An honest text about the names that stand in the user message."""
    names = list(dict.fromkeys(_NAME.findall(user)))[:8]
    if not names:
        return "There is nothing to tell yet."
    rest = "".join(f" After that there is {name}, at an easy pace." for name in names[1:])
    return f"It begins with {names[0]}.{rest} Take your time, and enjoy it."


def _told(system: str) -> Schema | None:
    """A JSON Schema that stands in the prompt."""
    for begin in re.finditer(r"^\{", system, re.MULTILINE):
        try:
            found, _ = json.JSONDecoder().raw_decode(system, begin.start())
        except ValueError:
            continue
        if isinstance(found, dict) and "properties" in found:
            return found
    return None


def _at(root: Schema, reference: str) -> Schema:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    assert isinstance(found, Mapping)
    return found


def _least_string(schema: Schema) -> str:
    match schema.get("format"):
        case "date":
            return _FIRST_DAY.isoformat()
        case "date-time":
            return f"{_FIRST_DAY.isoformat()}T00:00:00Z"
    return "-" * schema.get("minLength", 1)
