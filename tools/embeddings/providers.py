"""Who can turn texts into vectors; `Settings.embedder` says which is asked first."""

from __future__ import annotations

from tools.embeddings.contract import EmbeddingsAdapter
from tools.embeddings.fast import FastEmbedder
from tools.embeddings.hashing import HashingEmbedder

PROVIDERS: tuple[type[EmbeddingsAdapter], ...] = (HashingEmbedder, FastEmbedder)
