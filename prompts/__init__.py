"""Versioned prompts and the loader that never lets one with a hole through."""

from prompts.library import Prompt, live_prompts, load_prompt

__all__ = ["Prompt", "live_prompts", "load_prompt"]
