"""What of the OpenAI Chat Completions API we take and give (https://platform.openai.com/docs/api-reference/chat)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MODEL = "tripwright"
_TURNED_OFF = (None, "none", "auto")


class TextContent(BaseModel):
    """A part of a message; of another type than text it is refused by the route, which says which part."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextContent] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, str) or self.content is None:
            return (self.content or "").strip()
        return " ".join(part.text for part in self.content if part.type == "text").strip()


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A conversation whose last message is the traveller's.

    Sampling parameters are taken and change nothing: plans are solved. Tools are offered in vain: an agent may use
    none, and we do.
    """

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={"example": {"model": MODEL, "messages": [{"role": "user", "content": "2 days in Rome"}]}},
    )

    model: str = Field(examples=[MODEL])
    messages: list[ChatMessage] = Field(min_length=1, max_length=500)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int = 1
    user: str = Field(default="", max_length=200, description='"trip:<id>" continues that trip')
    metadata: dict[str, str] | None = Field(
        default=None, description='`trip_id` continues that trip; `review` "true" shows a change before it is made'
    )
    tools: list[Any] | None = None
    tool_choice: Any = None
    response_format: dict[str, Any] | None = None

    @property
    def review(self) -> bool:
        return (self.metadata or {}).get("review") == "true"

    @property
    def unserved(self) -> tuple[str, str] | None:
        """A parameter that asks for what we do not do, and why; None where there is none."""
        if self.n != 1:
            return "n", "there is one answer: the plan that was solved"
        if self.tools and self.tool_choice not in _TURNED_OFF:
            return "tool_choice", "tripwright calls no tools of its callers: leave it out, or say auto"
        if self.response_format is not None and self.response_format.get("type", "text") != "text":
            return "response_format", "answers are text; GET /v1/trips/{trip_id} has the plan as JSON"
        if self.messages[-1].role != "user":
            return "messages", "the last message must be the traveller's"
        content = self.messages[-1].content
        if isinstance(content, list) and (other := next((one.type for one in content if one.type != "text"), None)):
            return "messages", f"tripwright reads text; {other} is not read here"
        return None


class AnswerMessage(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str


class AnswerChoice(BaseModel):
    index: int = 0
    message: AnswerMessage
    finish_reason: Literal["stop"] = "stop"


class ChatCompletion(BaseModel):
    """The answer as one document; `trip_id` and `run_id` are ours beside the API's own fields."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="seconds since 1970")
    model: str = MODEL
    choices: tuple[AnswerChoice, ...]
    trip_id: str
    run_id: str


class ModelCard(BaseModel):
    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = Field(description="seconds since 1970")
    owned_by: str = "tripwright"


class ModelList(BaseModel):
    object: Literal["list"] = "list"
    data: tuple[ModelCard, ...]
