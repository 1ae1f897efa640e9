"""A traveller's picture that finds cities like it; it is looked at and not kept."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from PIL import Image, ImageOps
from pydantic import BaseModel, Field

from api.declarations import accepts, limited
from api.deps import Owner, Res
from api.guard import needs
from api.problems import refusals
from domain.identity import Permission
from services.pictures import redrawn
from tools.antivirus.clamav import build_scanner
from tools.antivirus.contract import scan
from tools.places.atlas.records import city_ids, load_city

router = APIRouter(prefix="/v1/trips/images", tags=["trips"])
MOST_BYTES = 8_000_000
_SIDE, _QUALITY = 1024, 80


class LikeCity(BaseModel):
    """A city that is like the picture; `reason` may be empty."""

    city_id: str
    name: str
    country_name: str
    summary: str
    reason: str


class LookedAt(BaseModel):
    """`looked` is False where no model that sees is set up, or none answered: then nothing is known of the picture."""

    looked: bool
    scene: str = ""
    cities: tuple[LikeCity, ...] = Field(default=(), description="the most alike first, at most five")
    served_by: str = ""


@router.post(
    "",
    responses=refusals(413, 415, 422, 429),
    dependencies=[
        needs(Permission.WRITE_ITINERARY),
        limited("30/h"),
        accepts(MOST_BYTES + 100_000, "multipart/form-data"),
    ],
)
async def find_cities_like_picture(
    file: Annotated[UploadFile, File(description="JPEG, PNG, WebP or GIF of at most 8 MB")],
    res: Res,
    owner: Owner,
    words: Annotated[str, Form(max_length=500, description="what the traveller says beside it")] = "",
) -> LookedAt:
    """Which cities we know by heart are like a picture. It is drawn anew first, without place and time of taking."""
    content = await file.read(MOST_BYTES + 1)
    await scan(content, build_scanner(res.settings.clamav_address))
    picture = await asyncio.to_thread(redrawn, content, "picture", MOST_BYTES, _smaller, _QUALITY)
    from agents.picturing import look  # noqa: PLC0415  agents take a second to import

    models = (await res.context(owner)).models
    seen = await look(models, picture, tuple(map(load_city, city_ids())), words)
    if seen is None:
        return LookedAt(looked=False)
    cities = tuple(
        LikeCity(
            city_id=like.city.id,
            name=like.city.name,
            country_name=like.city.country_name,
            summary=like.city.summary,
            reason=like.reason,
        )
        for like in seen.likes
    )
    return LookedAt(looked=True, scene=seen.scene, cities=cities, served_by=seen.level)


def _smaller(opened: Image.Image) -> Image.Image:
    opened.draft("RGB", (_SIDE, _SIDE))
    upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return upright
