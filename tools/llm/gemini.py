"""Google's Gemini, through LangChain.

Documentation: https://ai.google.dev/api/generate-content (API version v1beta, pinned; read 2026-11), forms by
`responseJsonSchema`: https://ai.google.dev/gemini-api/docs/structured-output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.llm.chat import ChatAdapter, Way
from tools.llm.contract import Asked

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

_THOUGHTS = 4_000


class Gemini(ChatAdapter):
    """The first asked."""

    name = "gemini"
    version = "v1beta"
    account = "gemini"
    home = "https://generativelanguage.googleapis.com"
    price_list = "google"
    strong = "gemini-2.5-flash"
    cheap = "gemini-2.5-flash-lite"

    def _build(self, model: str) -> BaseChatModel:
        from langchain_google_genai import ChatGoogleGenerativeAI  # noqa: PLC0415

        chat = ChatGoogleGenerativeAI(
            model=model,
            api_key=self._access.key,
            base_url=self.address,
            api_version=self.version,
            max_retries=1,  # its word for the first try alone
            thinking_budget=None if self._thinking(model) else 0,
        )
        self._closers.append(chat.aclose)
        return chat

    def _thinking(self, model: str) -> int:
        """Only the flash models of 2.5 can be told not to think."""
        return 0 if model.startswith("gemini-2.5-flash") else _THOUGHTS

    def _ways(self, model: str, asked: Asked) -> tuple[Way, ...]:  # noqa: ARG002 - the same for all its models
        return ("native", "told")

    def _bound(self, asked: Asked, way: Way) -> dict[str, Any]:  # noqa: ARG002 - it has one way
        return {"response_mime_type": "application/json", "response_json_schema": asked.schema}

    def _length(self, tokens: int, model: str) -> dict[str, Any]:  # noqa: ARG002 - all its models write long enough
        return {"max_output_tokens": tokens}
