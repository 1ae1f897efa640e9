"""Anthropic's Claude, through LangChain.

Documentation: https://docs.claude.com/en/api/messages (API version 2026-10-21, pinned; read 2026-11), forms by
`output_config.format`: https://docs.claude.com/en/docs/build-with-claude/structured-outputs.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from tools.llm.chat import ChatAdapter, Way
from tools.llm.contract import Asked

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

_ALWAYS_THINK = ("claude-fable-5", "claude-mythos-5", "claude-opus-5-5", "claude-sonnet-5-5")
_THOUGHTS = 4_000


class Anthropic(ChatAdapter):
    """The third asked."""

    name = "anthropic"
    version = "2026-10-21"
    account = "anthropic"
    home = "https://api.anthropic.com"
    price_list = "anthropic"
    strong = "claude-sonnet-5"
    cheap = "claude-haiku-4-5"

    def _build(self, model: str) -> BaseChatModel:
        import anthropic  # noqa: PLC0415
        from langchain_anthropic import ChatAnthropic  # noqa: PLC0415

        http = anthropic.DefaultAsyncHttpxClient()
        self._closers.append(http.aclose)
        address, key, headers = self.address, self._access.key, {"anthropic-version": self.version}

        class Chat(ChatAnthropic):
            """With a connection pool of its own: LangChain's is one for the process, whatever loop it runs in."""

            @cached_property
            def _async_client(self) -> anthropic.AsyncClient:
                return anthropic.AsyncClient(
                    api_key=key, base_url=address, http_client=http, max_retries=0, default_headers=headers
                )

        thinking = None if self._thinking(model) else {"type": "disabled"}
        return Chat(model_name=model, api_key=SecretStr(key), base_url=address, max_retries=0, thinking=thinking)  # type: ignore[call-arg]

    def _thinking(self, model: str) -> int:
        return _THOUGHTS if model.startswith(_ALWAYS_THINK) else 0

    def _ways(self, model: str, asked: Asked) -> tuple[Way, ...]:  # noqa: ARG002 - the same for all its models
        return ("native", "told")

    def _bound(self, asked: Asked, way: Way) -> dict[str, Any]:  # noqa: ARG002 - it has one way
        from anthropic import transform_schema  # noqa: PLC0415

        schema = transform_schema(dict(asked.schema or {}))
        return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}

    def _length(self, tokens: int, model: str) -> dict[str, Any]:  # noqa: ARG002 - all its models write long enough
        return {"max_tokens": tokens}
