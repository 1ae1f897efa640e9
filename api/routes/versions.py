"""The past of a trip: versions, undo and redo, comparing, restoring, branches."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from api.conditions import ExpectedVersion, tell_version
from api.declarations import repeated
from api.deps import Res
from api.guard import needs
from api.paging import Page, Wanted, listing
from api.problems import refusals
from api.version_schemas import Begin, Name, VersionContent
from domain.diff import TripDiff
from domain.identity import Permission
from services.trips.schemas import BranchView, TripView, VersionView

router = APIRouter(prefix="/v1/trips/{trip_id}", tags=["versions"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
Number = Annotated[int, Path(ge=1, le=1_000_000)]
BranchName = Annotated[str, Path(min_length=1, max_length=60)]
_VERSIONS = listing(sorts=("number", "name"), default="-number")


@router.get("/versions", dependencies=[READ, *repeated()], responses=refusals(404, 422))
async def list_versions(trip_id: UUID, res: Res, wanted: Annotated[Wanted, _VERSIONS]) -> Page[VersionView]:
    """All that the trip ever was, newest first."""
    async with res.history() as history:
        found = await history.versions(trip_id, wanted.listing)
    return wanted.page(found, VersionView.model_validate)


@router.get("/versions/{number}", dependencies=[READ], responses=refusals(404))
async def get_version(trip_id: UUID, number: Number, res: Res) -> VersionContent:
    """The trip as it was then, with the certificate of then."""
    async with res.history() as history:
        view, result = await history.result(trip_id, number)
    return VersionContent(
        **view.model_dump(), request=result.request, itinerary=result.itinerary, certificate=result.certificate
    )


@router.patch("/versions/{number}", dependencies=[WRITE], responses=refusals(403, 404, 422))
async def name_version(trip_id: UUID, number: Number, body: Name, res: Res) -> VersionView:
    """Give a version a name, or with null take it away."""
    async with res.history() as history:
        return await history.name(trip_id, number, body.name)


@router.get("/versions/{number}/diff", dependencies=[READ], responses=refusals(404))
async def compare_versions(
    trip_id: UUID, number: Number, res: Res, to: Annotated[int, Query(ge=1, description="the later of the two")]
) -> TripDiff:
    """What changed from one version to another."""
    async with res.history() as history:
        return await history.compare(trip_id, number, to)


@router.post("/versions/{number}/restore", dependencies=[WRITE], responses=refusals(403, 404, 409, 412))
async def restore_version(
    trip_id: UUID, number: Number, res: Res, response: Response, seen: ExpectedVersion = None
) -> TripView:
    """The trip as it was at a version, as its newest one; nothing in between is lost."""
    await _expect(trip_id, res, seen)
    async with res.history() as history:
        await history.restore(trip_id, number)
    return await _view(trip_id, res, response)


@router.post("/undo", dependencies=[WRITE], responses=refusals(403, 404, 409, 412))
async def undo(trip_id: UUID, res: Res, response: Response, seen: ExpectedVersion = None) -> TripView:
    """Back to the version that this one was made from."""
    await _expect(trip_id, res, seen)
    async with res.history() as history:
        await history.undo(trip_id)
    return await _view(trip_id, res, response)


@router.post("/redo", dependencies=[WRITE], responses=refusals(403, 404, 409, 412))
async def redo(trip_id: UUID, res: Res, response: Response, seen: ExpectedVersion = None) -> TripView:
    """Forth again to what was undone last."""
    await _expect(trip_id, res, seen)
    async with res.history() as history:
        await history.redo(trip_id)
    return await _view(trip_id, res, response)


@router.get("/branches", dependencies=[READ, *repeated()], responses=refusals(404))
async def list_branches(trip_id: UUID, res: Res) -> tuple[BranchView, ...]:
    """The one that the trip follows first."""
    async with res.history() as history:
        return tuple(await history.branches(trip_id))


@router.post("/branches", status_code=201, dependencies=[WRITE], responses=refusals(403, 404, 409, 412, 422))
async def begin_branch(trip_id: UUID, body: Begin, res: Res, seen: ExpectedVersion = None) -> tuple[BranchView, ...]:
    """Try something beside the plan ("what if we skip Osaka?"): changes are the branch's from now on."""
    await _expect(trip_id, res, seen)
    async with res.history() as history:
        return tuple(await history.branch(trip_id, body.name, body.version))


@router.post("/branches/{name}/switch", dependencies=[WRITE], responses=refusals(403, 404, 409))
async def switch_branch(trip_id: UUID, name: BranchName, res: Res, response: Response) -> TripView:
    """Follow a branch where it was left."""
    async with res.history() as history:
        await history.switch(trip_id, name)
    return await _view(trip_id, res, response)


@router.delete("/branches/{name}", status_code=204, dependencies=[WRITE], responses=refusals(403, 404, 409))
async def drop_branch(trip_id: UUID, name: BranchName, res: Res) -> None:
    """Forget a branch that is not followed; its versions stay."""
    async with res.history() as history:
        await history.drop(trip_id, name)


async def _expect(trip_id: UUID, res: Res, seen: int | None) -> None:
    async with res.trips() as trips:
        await trips.expect(trip_id, seen)


async def _view(trip_id: UUID, res: Res, response: Response) -> TripView:
    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    tell_version(response, trip.version)
    return trip
