"""A deterministic embedder that needs no download: hashed words, word parts and concepts.

Good for matching words, their forms and the synonyms in the thesaurus, in English; it does not
understand sentences. Where `fastembed` or a provider's model is configured, that one is better.
Feature hashing: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

import numpy as np

from tools.adapter import Keyless
from tools.embeddings.contract import Embedded, EmbedQuery, Vectors
from tools.embeddings.thesaurus import CONCEPTS

DIMENSIONS = 4096
_WORD, _PART, _CONCEPT = 1.0, 0.15, 1.2
_STOP = frozenset(
    """a an and any are at be by for from good i in is it like me my nice of on or our place places some something
    spot spots that the there things this to want we where which with you""".split()
)


class HashingEmbedder(Keyless):
    name = "hashing"
    version = "1"

    async def execute(self, query: EmbedQuery) -> Embedded:
        return Embedded(np.stack([vector_of(text) for text in query.texts]), f"{self.name}-{self.version}")


def vector_of(text: str) -> Vectors:
    """A unit vector of DIMENSIONS; the zero vector for a text without a word."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    for feature, weight in _features(text):
        place, sign = _slot(feature)
        vector[place] += sign * weight
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def _features(text: str) -> Iterator[tuple[str, float]]:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    for word in re.findall(r"[a-z][a-z-]+", plain):
        if word in _STOP:
            continue
        stem = _stem(word)
        yield f"w:{stem}", _WORD
        for concept in _concepts_by_stem().get(stem, ()):
            yield f"c:{concept}", _CONCEPT
        padded = f"<{stem}>"
        for start in range(len(padded) - 3):
            yield f"p:{padded[start : start + 4]}", _PART


@cache
def _concepts_by_stem() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, words in enumerate(CONCEPTS):
        for word in words:
            found.setdefault(_stem(word), []).append(number)
    return {stem: tuple(numbers) for stem, numbers in found.items()}


def _stem(word: str) -> str:
    """A crude stem: plural and -ing, -ed, -ist/-ism endings folded."""
    for ending, least in (("ings", 4), ("ing", 4), ("ies", 3), ("ism", 5), ("ist", 5), ("es", 4), ("ed", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


@cache
def _slot(feature: str) -> tuple[int, float]:
    digest = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "big")
    return digest % DIMENSIONS, 1.0 if digest >> 63 else -1.0
