"""Many operations in one request."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.batch import Batch, BatchResults, run
from api.declarations import lasting, uncounted
from api.guard import anyone
from api.problems import refusals

router = APIRouter(prefix="/v1/batch", tags=["batch"])


# Each operation is counted and allowed as a request of its own; the batch has a limit of time of its own.
@router.post("", status_code=207, dependencies=[anyone(), uncounted(), lasting()], responses=refusals(413, 415, 422))
async def run_batch(body: Batch, request: Request) -> BatchResults:
    """Up to 100 operations side by side, each with its own status, within 30 s.

    With an Idempotency-Key each of them has one of its own, made of it and of its place.
    """
    return await run(request, body.operations)
