"""Any server that speaks OpenAI's Chat Completions: Ollama, vLLM, LiteLLM, a model of one's own.

Documentation: https://docs.ollama.com/openai, https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html,
https://docs.litellm.ai/docs/proxy/user_keys (path /chat/completions of version v1, pinned; read 2026-11).
It is there when ADDRESSES__COMPATIBLE is set (http://localhost:11434/v1); KEYS__COMPATIBLE__KEY is optional and
PROVIDERS__LLM__PER_PROVIDER__COMPATIBLE__MODEL names the model. What it costs is not known unless
UNIT_PRICES_USD__COMPATIBLE says so (0 for a model on a machine of one's own).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from tools.llm.chat import ChatAdapter, Way, named
from tools.llm.contract import Asked, Tier

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

_SEEING = ("vision", "llava", "-vl", "vl:", "gemma3", "gemma-3", "pixtral", "gpt-4o", "gpt-5", "claude", "gemini")
_NO_KEY = "none"  # the SDK wants one; servers without keys do not look at it


class Compatible(ChatAdapter):
    """The last asked by default; `order` in the settings can put it first."""

    name = "compatible"
    version = "v1"
    account = "compatible"
    strong = cheap = "llama3.1"

    @property
    def enabled(self) -> bool:
        return bool(self.address)

    async def initialize(self) -> None:
        """Nothing to check: a server that needs a key says so when it is asked."""

    def model_for(self, tier: Tier) -> str:  # noqa: ARG002 - it has the one model
        return self._access.model or self.strong

    def sees(self, model: str) -> bool:
        """By their names: nobody else says it."""
        return any(word in model.lower() for word in _SEEING)

    def _build(self, model: str) -> BaseChatModel:
        import openai  # noqa: PLC0415
        from langchain_openai.chat_models.base import BaseChatOpenAI  # noqa: PLC0415

        http = openai.DefaultAsyncHttpxClient()
        self._closers.append(http.aclose)
        return BaseChatOpenAI(  # says max_tokens, which other servers know, where ChatOpenAI has a newer word
            model=model,
            api_key=SecretStr(self._access.key or _NO_KEY),
            base_url=self.address,
            http_async_client=http,
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
        )

    def _ways(self, model: str, asked: Asked) -> tuple[Way, ...]:  # noqa: ARG002 - whoever it is, one can but try
        return ("native", "told")

    def _bound(self, asked: Asked, way: Way) -> dict[str, Any]:  # noqa: ARG002 - tools are too rare to be a way
        assert asked.schema is not None
        schema = {"name": named(asked.schema), "schema": asked.schema}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}

    def _length(self, tokens: int, model: str) -> dict[str, Any]:  # noqa: ARG002 - all its models write long enough
        return {"max_tokens": tokens}
