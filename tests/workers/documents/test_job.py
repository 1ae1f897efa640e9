from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from domain.identity import Role
from services.documents.tables import DocumentJob
from services.mail.tables import MailRow
from tests.api.conftest import client, worker  # noqa: F401  its fixtures
from tests.api.routes.planned import planned_trip
from tests.api.signing_in import headers_of, signed_in
from tools.files.opening import open_files
from workers.documents.job import forget_old, make_document, sweep_documents


@pytest.fixture
async def traveller(settings):
    return await signed_in(settings, {Role.USER})


@pytest.fixture
async def asked(client, platform, traveller):  # noqa: F811
    """Asks for a document of a trip of the traveller's."""
    trip = await planned_trip(platform, f"user:{traveller.user.id}", 2)

    async def ask(**wanted):
        body = {"format": "pdf", "variant": "compact", **wanted}
        answer = await client.post(f"/v1/trips/{trip}/documents", json=body, headers=headers_of(traveller))
        assert answer.status_code == 202, answer.text
        return answer.json()

    return ask


async def read(client, job, traveller):  # noqa: F811
    return (await client.get(job["self"], headers=headers_of(traveller))).json()


async def test_a_pdf_is_asked_for_made_told_of_and_fetched(client, worker, asked, traveller):  # noqa: F811
    job = await asked()
    assert (job["status"], job["done"], job["download"]) == ("queued", 0, None)
    await make_document(UUID(job["id"]), worker)
    ready = await read(client, job, traveller)
    assert (ready["status"], ready["done"], ready["error"]) == ("done", ready["total"], "")
    told = (await client.get(job["events"], headers=headers_of(traveller))).text
    events = [json.loads(line[6:])["event"] for line in told.splitlines() if line.startswith("data: ")]
    steps = [event["step"] for event in events[:-1]]
    assert steps == ["gathered", "composed", "laid_out", "printed", "stored"]
    assert events[-1] == {"type": "done", "pages": ready["pages"], "size": ready["size"]}
    fetched = await client.get(ready["download"])  # by nobody: the address is the permission
    assert fetched.headers["content-type"] == "application/pdf"
    assert fetched.headers["content-disposition"].endswith('-compact.pdf"')
    assert len(fetched.content) == ready["size"]
    assert len(PdfReader(BytesIO(fetched.content)).pages) == ready["pages"]


async def test_the_same_again_is_the_same_document_unless_it_is_asked_anew(worker, asked):  # noqa: F811
    first = await asked()
    assert (await asked())["id"] == first["id"]
    await make_document(UUID(first["id"]), worker)
    assert (await asked())["id"] == first["id"]
    assert (await asked(language="de"))["id"] != first["id"]
    anew = await asked(fresh=True)
    assert anew["id"] != first["id"]
    assert (await asked())["id"] == anew["id"]


async def test_two_at_once_make_one(asked):
    jobs = await asyncio.gather(*(asked() for _ in range(4)))
    assert len({job["id"] for job in jobs}) == 1


async def test_a_job_that_runs_twice_leaves_one_file_and_one_end(client, worker, asked, traveller):  # noqa: F811
    job = await asked()
    await asyncio.gather(*(make_document(UUID(job["id"]), worker) for _ in range(3)))
    await make_document(UUID(job["id"]), worker)
    told = (await client.get(job["events"], headers=headers_of(traveller))).text
    assert told.count("event: done") == 1


async def test_a_worker_that_died_is_made_up_for(client, worker, platform, asked, traveller):  # noqa: F811
    job = await asked()
    long_ago = datetime.now(UTC) - timedelta(seconds=30)
    async with platform.begin() as session:
        mine = update(DocumentJob).where(DocumentJob.id == UUID(job["id"]))
        await session.execute(mine.values(status="running", done=3, created_at=long_ago))
    assert await sweep_documents(worker) >= 1
    assert (await read(client, job, traveller))["status"] == "done"


async def test_whoever_wanted_to_be_told_has_a_mail_with_an_address(client, worker, platform, asked):  # noqa: F811
    job = await asked(mail=True)
    await make_document(UUID(job["id"]), worker)
    async with platform() as session:
        letters = (await session.scalars(select(MailRow.letter).where(MailRow.letter == "document_ready"))).all()
    assert len(letters) == 1


async def test_a_guest_is_asked_to_sign_in_for_a_mail(client, platform):  # noqa: F811
    client.cookies.set("tripwright_guest", guest := uuid4().hex)
    trip = await planned_trip(platform, guest, 2)
    answer = await client.post(f"/v1/trips/{trip}/documents", json={"format": "pdf", "mail": True})
    assert answer.status_code == 401


async def test_what_fails_says_why_and_can_be_asked_for_again(client, worker, platform, asked, traveller):  # noqa: F811
    job = await asked()
    async with platform.begin() as session:
        await session.execute(update(DocumentJob).where(DocumentJob.id == UUID(job["id"])).values(version=99))
    await make_document(UUID(job["id"]), worker)
    failed = await read(client, job, traveller)
    assert failed["status"] == "failed"
    assert failed["error"]
    assert failed["download"] is None
    told = (await client.get(job["events"], headers=headers_of(traveller))).text
    assert "event: error" in told
    assert (await asked())["id"] != job["id"]


async def test_nobody_else_reads_the_job_and_no_other_address_opens_it(client, worker, asked, settings):  # noqa: F811
    job = await asked()
    stranger = headers_of(await signed_in(settings, {Role.USER}))
    assert (await client.get(job["self"], headers=stranger)).status_code == 404
    assert (await client.get(job["events"], headers=stranger)).status_code == 404
    assert (await client.get("/v1/downloads/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).status_code == 404


async def test_what_is_over_is_removed_with_its_file(worker, platform, asked, settings):  # noqa: F811
    job = await asked()
    await make_document(UUID(job["id"]), worker)
    files = open_files(settings)
    key = f"documents/public/{job['id']}.pdf"
    assert await files.get(key) is not None
    later = datetime.now(UTC) + timedelta(days=settings.document_days + 2)
    assert await forget_old(worker, files, later) >= 1
    assert await files.get(key) is None
