"""Who can be asked, first asked first. Below them all stand the rules of the agents, which need nobody."""

from __future__ import annotations

from typing import Any

from tools.adapter import Adapter
from tools.llm.anthropic import Anthropic
from tools.llm.compatible import Compatible
from tools.llm.gemini import Gemini
from tools.llm.openai import OpenAI

PROVIDERS: tuple[type[Adapter[Any, Any]], ...] = (Gemini, OpenAI, Anthropic, Compatible)
