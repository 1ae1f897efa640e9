"""Places by meaning: a Qdrant collection per embedding space, which holds all places that were ever searched."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from domain.place import Place
from tools.chain import Chain
from tools.embeddings.contract import Embedded, EmbedQuery

_FLOOR = 0.16  # below this, closeness is chance


class PlaceIndex:
    """Finds places for a traveller's own words; `url` empty means Qdrant's local mode, in memory."""

    def __init__(self, embedder: Chain[EmbedQuery, Embedded], url: str = "") -> None:
        self._embedder, self._url = embedder, url
        self._client: Any = None
        self._ready: set[str] = set()
        self._lock = asyncio.Lock()

    async def search(self, city_id: str, places: Sequence[Place], wish: str, limit: int = 8) -> dict[str, float]:
        """Place ids with their similarity in 0..1, best first; empty when nothing is near."""
        if not places:
            return {}
        from qdrant_client import models  # noqa: PLC0415  two seconds that only wishes cost

        wanted = (await self._embedder.execute_with_fallback(EmbedQuery((wish,)))).value
        if not wanted.vectors.any():
            return {}
        collection = await self._filled(city_id, places, wanted.space, wanted.vectors.shape[1])
        only_these = models.Filter(must=[models.HasIdCondition(has_id=[_point_id(place) for place in places])])
        found = await self._client.query_points(
            collection, query=wanted.vectors[0].tolist(), query_filter=only_these, limit=limit, with_payload=True
        )
        return {point.payload["place"]: float(point.score) for point in found.points if point.score >= _FLOOR}

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def _filled(self, city_id: str, places: Sequence[Place], space: str, size: int) -> str:
        """The collection's name, once it holds the places: who is asked for a city's may know others tomorrow."""
        collection = f"places-{space}"
        async with self._lock:
            new = [place for place in places if f"{collection}/{place.id}" not in self._ready]
            if new:
                await self._open(collection, size)
                await self._fill(collection, city_id, new)
                self._ready.update(f"{collection}/{place.id}" for place in new)
        return collection

    async def _open(self, collection: str, size: int) -> None:
        from qdrant_client import AsyncQdrantClient, models  # noqa: PLC0415

        if self._client is None:
            self._client = AsyncQdrantClient(url=self._url) if self._url else AsyncQdrantClient(":memory:")
        if not await self._client.collection_exists(collection):
            vectors = models.VectorParams(size=size, distance=models.Distance.COSINE)
            await self._client.create_collection(collection, vectors_config=vectors)

    async def _fill(self, collection: str, city_id: str, places: Sequence[Place]) -> None:
        from qdrant_client import models  # noqa: PLC0415

        texts = tuple(describe(place) for place in places)
        embedded = (await self._embedder.execute_with_fallback(EmbedQuery(texts))).value
        points = [
            models.PointStruct(
                id=_point_id(place),
                vector=vector.tolist(),
                payload={"city": city_id, "place": place.id},
            )
            for place, vector in zip(places, embedded.vectors, strict=True)
        ]
        await self._client.upsert(collection, points)


def _point_id(place: Place) -> str:
    return str(uuid5(NAMESPACE_URL, place.id))


def describe(place: Place) -> str:
    """The text that stands for a place; its tags count twice."""
    tags = " ".join(place.tags)
    words = (place.name, place.category.value.replace("_", " "), tags, tags, place.about, place.setting.value)
    return ". ".join(words)
