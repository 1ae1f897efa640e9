"""The `fastembed` package's small English model, where the user has installed it.

The first use downloads the model, so it needs a network once. Written against fastembed 0.7.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

import numpy as np

from domain.errors import Unavailable
from tools.adapter import NOWHERE, Access
from tools.embeddings.contract import Embedded, EmbedQuery

_MODEL = "BAAI/bge-small-en-v1.5"


class FastEmbedder:
    name = "fastembed"
    version = "bge-small-en-v1.5"
    enabled = True
    network = False

    def __init__(self, access: Access = NOWHERE) -> None:
        del access  # the model's package knows where it comes from
        self._model: Any = None

    async def initialize(self) -> None:
        """Load the model; raises Unavailable when the package is missing or the model cannot be fetched."""
        try:
            package = importlib.import_module("fastembed")
            self._model = await asyncio.to_thread(package.TextEmbedding, _MODEL)
        except Exception as error:
            raise Unavailable(self.name, str(error)) from error

    async def health_check(self) -> bool:
        return self._model is not None

    async def execute(self, query: EmbedQuery) -> Embedded:
        rows = await asyncio.to_thread(lambda: list(self._model.embed(list(query.texts))))
        return Embedded(np.asarray(rows, dtype=np.float32), f"{self.name}-{self.version}")

    async def shutdown(self) -> None:
        self._model = None
