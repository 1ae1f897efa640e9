"""The words of a document that are ours, in the languages we write; English where there is no other.

A file of `words/` for each language; every one has the same keys, and English those that are not their own word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "es", "fr", "de", "ja", "ar")
_FOLDER = Path(__file__).parent / "words"


@lru_cache(maxsize=8)
def labels(language: str) -> Mapping[str, str]:
    """English words to the language's; English for a language we do not write."""
    english = {key: key for key in _read("de")} | _read("en")
    return english if language == "en" or language not in LANGUAGES else _read(language)


def locale_of(language: str) -> str:
    """The locale for dates and amounts; British English puts the day before the month."""
    return {"en": "en_GB"}.get(language, language if language in LANGUAGES else "en_GB")


def _read(language: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
