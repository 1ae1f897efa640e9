"""The job queue: Celery over Redis, JSON only, every job safe to run twice."""

from __future__ import annotations

import asyncio
from uuid import UUID

from celery import Celery

DRIVE_RUN = "runs.drive"
MAKE_DOCUMENT = "documents.make"


def build_celery(redis_url: str) -> Celery:
    """A Celery application for producers and workers alike."""
    app = Celery("tripwright", broker=_broker(redis_url))
    app.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": 3600, "socket_keepalive": True},
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        enable_utc=True,
    )
    return app


def _broker(redis_url: str) -> str:
    """Celery's spelling of a Redis address; a socket's differs from redis-py's."""
    if not redis_url.startswith("unix://"):
        return redis_url
    path, _, query = redis_url.removeprefix("unix://").partition("?")
    number = query.removeprefix("db=") or "0"
    return f"redis+socket://{path}?virtual_host={number}"


def connect(app: Celery) -> None:
    """Open the producer's connection, which the first job would otherwise wait for; blocks."""
    with app.producer_or_acquire() as producer:
        producer.connection.ensure_connection(max_retries=1)


async def enqueue_run(app: Celery, run_id: UUID, tenant: str) -> None:
    """Ask a worker to drive a tenant's run. A lost job is found by the sweeper."""
    await asyncio.to_thread(app.send_task, DRIVE_RUN, args=[str(run_id), tenant])


async def enqueue_document(app: Celery, job_id: UUID) -> None:
    """Ask a worker to make a document. A lost job is found by the sweeper."""
    await asyncio.to_thread(app.send_task, MAKE_DOCUMENT, args=[str(job_id)])
