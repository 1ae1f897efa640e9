"""OpenAI's models, through LangChain.

Documentation: https://platform.openai.com/docs/api-reference/chat (Chat Completions of API version v1, pinned; read
2026-11), forms by `response_format`: https://platform.openai.com/docs/guides/structured-outputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from tools.llm.chat import ChatAdapter, Way, named
from tools.llm.contract import Asked

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

_WITHOUT_SCHEMAS = ("gpt-3", "gpt-4-")  # older than structured outputs (August 2024): tools do
_THINKERS = ("o1", "o3", "o4", "gpt-5", "gpt-6")
_THOUGHTS = 4_000
_SHORT, _LONGEST_OF_SHORT = (
    ("gpt-4-turbo", "gpt-3.5-turbo"),
    4_096,
)  # more is refused; newer models have 16,384 and more


class OpenAI(ChatAdapter):
    """The second asked."""

    name = "openai"
    version = "v1"
    account = "openai"
    home = "https://api.openai.com"
    price_list = "openai"
    strong = "gpt-4-turbo"
    cheap = "gpt-4o-mini"

    def _build(self, model: str) -> BaseChatModel:
        import openai  # noqa: PLC0415
        from langchain_openai import ChatOpenAI  # noqa: PLC0415

        http = openai.DefaultAsyncHttpxClient()
        self._closers.append(http.aclose)
        return ChatOpenAI(
            model=model,
            api_key=SecretStr(self._access.key),
            base_url=f"{self.address}/{self.version}",
            http_async_client=http,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
        )

    def sees(self, model: str) -> bool:
        return not model.startswith(("gpt-3", "o1-mini", "o3-mini")) and model != "gpt-4"

    def _thinking(self, model: str) -> int:
        return _THOUGHTS if model.startswith(_THINKERS) else 0

    def _ways(self, model: str, asked: Asked) -> tuple[Way, ...]:  # noqa: ARG002 - it is the model that matters
        return ("tool", "told") if model.startswith(_WITHOUT_SCHEMAS) or model == "gpt-4" else ("native", "told")

    def _bound(self, asked: Asked, way: Way) -> dict[str, Any]:
        assert asked.schema is not None
        name = named(asked.schema)
        if way == "tool":
            function = {"name": name, "parameters": asked.schema}
            return {
                "tools": [{"type": "function", "function": function}],
                "tool_choice": {"type": "function", "function": {"name": name}},
            }
        # Not strict: that would forbid leaving fields out, which is how a form says "not said".
        schema = {"name": name, "schema": asked.schema, "strict": False}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}

    def _length(self, tokens: int, model: str) -> dict[str, Any]:
        return {"max_tokens": min(tokens, _LONGEST_OF_SHORT) if model.startswith(_SHORT) else tokens}
