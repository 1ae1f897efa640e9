"""Texts as vectors whose closeness is closeness of meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.adapter import Adapter
from tools.capability import Capability

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class EmbedQuery:
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Embedded:
    """Unit vectors, one row a text, and the name of the space they live in."""

    vectors: Vectors
    space: str


EmbeddingsAdapter = Adapter[EmbedQuery, Embedded]
EMBEDDINGS: Capability[EmbedQuery, Embedded] = Capability("embeddings", Embedded, "embeddings")
