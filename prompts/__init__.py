"""Versioned prompts and the loader that never lets one with a hole through."""

from prompts.library import Prompt, load_prompt

__all__ = ["Prompt", "load_prompt"]
