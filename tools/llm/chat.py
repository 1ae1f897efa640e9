"""What the adapters of language models share: LangChain's chat models, asked and read in one way."""

from __future__ import annotations

import asyncio
import base64
import json
from abc import abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from domain.errors import Failure, Unavailable
from tools.adapter import Access
from tools.line.call import Usage
from tools.llm.contract import Asked, Completion, Prompted, Tier
from tools.llm.failures import costs_nothing, unavailable
from tools.llm.prices import Tokens, cost_usd, most_usd, tokens_of
from tools.network import Networked

if TYPE_CHECKING:  # importing them takes a second or two: only a process that asks a model does
    from langchain_core.language_models.chat_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage

Way = Literal["native", "tool", "told"]
"""How a form is asked for: the provider's own JSON Schema, a tool that must be called, or words in the prompt."""
_DECLINED = {"content_filter", "refusal", "safety", "recitation", "blocklist", "prohibited_content", "spii", "language"}
_PICTURE_TOKENS = 2_000  # of 1,024 points a side at most, counted generously for every provider
_FENCE = "Answer with one JSON object of this JSON Schema, and with nothing else:\n"


class ChatAdapter(Networked):
    """The members of an adapter of a language model; `execute` is `complete` without a meter.

    `price_list` is the provider's id in genai-prices, "" where its prices are not known.
    """

    price_list: ClassVar[str] = ""
    strong: ClassVar[str] = ""
    cheap: ClassVar[str] = ""

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._chats: dict[str, BaseChatModel] = {}
        self._closers: list[Callable[[], Awaitable[None]]] = []
        self._refused: set[tuple[str, str, Way]] = set()

    def model_for(self, tier: Tier) -> str:
        """The configured model for strong; for cheap the provider's cheap one, even when another is configured."""
        return self.cheap if tier == "cheap" else self._access.model or self.strong

    async def execute(self, query: Asked) -> Completion:
        return await self.complete(query, Usage())

    async def complete(self, asked: Asked, usage: Usage) -> Completion:
        """The whole answer; `usage` is filled in as far as it is known. Raises Unavailable."""
        model = usage.model = self.model_for(asked.prompted.tier)
        self._check_sight(model, asked, usage)
        ways = self._ways(model, asked) if asked.schema is not None else ("native",)
        refused: Way | None = None
        for way in ways:
            if (model, _title(asked), way) in self._refused:
                continue
            try:
                completion = await self._completed(asked, model, way, usage)
            except Unavailable as failure:
                # Providers refuse schemas that are too large for their grammars: then words must do.
                if failure.kind is not Failure.REFUSED or failure.__cause__ is None or way == ways[-1]:
                    raise
                refused = way
                continue
            if refused is not None:
                self._refused.add((model, _title(asked), refused))
            return completion
        raise AssertionError("the last way answers or raises")

    async def stream(self, asked: Asked, usage: Usage) -> AsyncGenerator[str, None]:
        """A text, piece by piece; raises Unavailable, also when it ends without having come to its end."""
        model = usage.model = self.model_for(asked.prompted.tier)
        chat = await self._chat(model)
        whole: Any = None
        try:
            async for piece in chat.astream(_messages(asked, ""), **self._room_for(asked, model)):
                whole = piece if whole is None else whole + piece
                if piece.text:
                    yield str(piece.text)
        except Exception as error:
            raise self._said(error, usage, streaming=whole is not None) from error
        self._reckon(whole, usage)
        if not self._end_of(whole):
            usage.cost_usd = None  # counted up to where it broke off, and nobody knows what was written after
            raise Unavailable(self.name, "its text broke off", Failure.CUT)

    def estimate_cost(self, asked: Asked) -> Decimal:
        """US dollars that the call may cost at most: its words counted generously, its answer as long as allowed."""
        model = self.model_for(asked.prompted.tier)
        schema = json.dumps(asked.schema) if asked.schema else ""
        said = tokens_of(asked.prompted.system, asked.prompted.user, asked.said, asked.wrong, schema)
        said += _PICTURE_TOKENS if asked.prompted.picture else 0
        return most_usd(self.price_list, model, Tokens(said, asked.prompted.max_tokens + self._thinking(model)))

    async def warm(self, tier: Tier = "strong") -> None:
        """Load the SDK, which takes seconds the first time: no call's time limit should pay for that.

        Raises Unavailable where the SDK finds fault with its key, address or model.
        """
        await self._chat(self.model_for(tier))

    async def shutdown(self) -> None:
        self._chats.clear()
        closers, self._closers = self._closers, []
        for close in closers:
            await close()

    @abstractmethod
    def _build(self, model: str) -> BaseChatModel:
        """A chat model that does not retry by itself; called once a model, in a thread."""

    @abstractmethod
    def _ways(self, model: str, asked: Asked) -> tuple[Way, ...]:
        """How this model can be asked for a form, best first."""

    @abstractmethod
    def _bound(self, asked: Asked, way: Way) -> dict[str, Any]:
        """What the provider calls a form asked for in that way, as arguments of its chat model."""

    @abstractmethod
    def _length(self, tokens: int, model: str) -> dict[str, Any]:
        """What the provider calls the longest answer."""

    def sees(self, model: str) -> bool:
        """Whether the model can look at a picture."""
        return bool(model)

    def _check_sight(self, model: str, asked: Asked, usage: Usage) -> None:
        """Raises Unavailable: a model that sees nothing would make something up."""
        if asked.prompted.picture and not self.sees(model):
            usage.cost_usd = Decimal(0)
            raise Unavailable(self.name, f"{model} cannot look at pictures", Failure.UNSUITED)

    def _thinking(self, model: str) -> int:  # noqa: ARG002 - most do not think unasked
        """Tokens that the model may think with before it answers, which count as its answer."""
        return 0

    async def _chat(self, model: str) -> BaseChatModel:
        if model not in self._chats:
            try:
                chat = await asyncio.to_thread(self._build, model)
            except (ValueError, TypeError, ImportError) as error:
                raise Unavailable(self.name, f"its SDK: {type(error).__name__}", Failure.UNCONFIGURED) from error
            self._chats.setdefault(model, chat)
        return self._chats[model]

    async def _completed(self, asked: Asked, model: str, way: Way, usage: Usage) -> Completion:
        chat = await self._chat(model)
        told = way if asked.schema is not None else ""
        options = self._room_for(asked, model)
        try:
            if asked.schema is not None and way != "told":
                options |= self._bound(asked, way)
            message = await chat.ainvoke(_messages(asked, told), **options)
        except Exception as error:
            raise self._said(error, usage) from error
        self._reckon(message, usage)
        return self._read(message, way, usage)

    def _read(self, message: AIMessage, way: Way, usage: Usage) -> Completion:
        end = self._end_of(message)
        if not end:
            raise Unavailable(self.name, "an answer without an end", Failure.MALFORMED)
        text = _called(message) if way == "tool" else str(message.text)
        if not text.strip():
            raise Unavailable(self.name, f"an empty answer ({end})", Failure.MALFORMED)
        return Completion(text, usage.model)

    def _end_of(self, message: AIMessage | None) -> str:
        """Why the answer ended, "" when it did not; raises Unavailable when the model declined."""
        if message is None:
            return ""
        facts = message.response_metadata
        blocked = (facts.get("prompt_feedback") or {}).get("block_reason")
        end = str(facts.get("finish_reason") or facts.get("stop_reason") or "").lower()
        if blocked or end in _DECLINED or message.additional_kwargs.get("refusal"):
            raise Unavailable(self.name, f"it declined to answer ({blocked or end})", Failure.REFUSED)
        return end

    def _reckon(self, message: AIMessage | None, usage: Usage) -> None:
        """What the provider says was used; nothing said is not known, and so is its cost."""
        used = message.usage_metadata if message is not None else None
        if message is None or not used or not used["input_tokens"]:
            return
        cached = int((used.get("input_token_details") or {}).get("cache_read") or 0)
        usage.tokens_in, usage.tokens_out, usage.tokens_cached = used["input_tokens"], used["output_tokens"], cached
        asked, tokens = usage.model, Tokens(used["input_tokens"], used["output_tokens"], cached)
        usage.model = str(message.response_metadata.get("model_name") or asked)
        usage.cost_usd = cost_usd(self.price_list, usage.model, tokens)
        if usage.cost_usd is None:
            usage.cost_usd = cost_usd(self.price_list, asked, tokens)

    def _room_for(self, asked: Asked, model: str) -> dict[str, Any]:
        return self._length(asked.prompted.max_tokens + self._thinking(model), model)

    def _said(self, error: Exception, usage: Usage, *, streaming: bool = False) -> Exception:
        """What to raise instead of an SDK's exception: itself, when no SDK is known to raise such."""
        if costs_nothing(error) and not streaming:
            usage.cost_usd = Decimal(0)
        return unavailable(self.name, error, streaming=streaming) or error


def _messages(asked: Asked, way: Way | Literal[""]) -> list[BaseMessage]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage  # noqa: PLC0415

    system = asked.prompted.system
    if way == "told":
        system = f"{system}\n\n{_FENCE}{json.dumps(asked.schema, ensure_ascii=False)}"
    messages: list[BaseMessage] = [SystemMessage(system)] if system else []
    messages.append(HumanMessage(_content(asked.prompted)))
    if asked.wrong:
        again = f"That is no valid form: {asked.wrong}. Fill in the whole form again, with nothing else."
        messages += [AIMessage(asked.said or "(nothing)"), HumanMessage(again)]
    return messages


def _content(asked: Prompted) -> str | list[str | dict[str, Any]]:
    """The words, with the picture before them where there is one (LangChain's own block, which each SDK is told as)."""
    if not asked.picture:
        return asked.user
    picture = {"type": "image", "base64": base64.b64encode(asked.picture).decode(), "mime_type": "image/webp"}
    return [picture, {"type": "text", "text": asked.user}]


def _called(message: AIMessage) -> str:
    """The arguments of the tool that was called, as JSON, or as they were written when they are none."""
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
    if message.invalid_tool_calls:
        return message.invalid_tool_calls[0]["args"] or ""
    return str(message.text)


def _title(asked: Asked) -> str:
    return str((asked.schema or {}).get("title", ""))


def named(schema: Mapping[str, Any]) -> str:
    """The form's name as a tool or a schema may be called."""
    return str(schema["title"])
