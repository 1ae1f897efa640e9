"""A reader cut at every event of a live run, from a real server, misses and repeats nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.xdist_group("journey")]  # with its product
WISH = "2 days in Rome from 12 April 2027, two of us, history and pasta"
VISITOR = {"Cookie": f"tripwright_guest={uuid4().hex}"}  # whose trip it is
_LIMIT_S = 60


def read(url: str, after: str | None, at_most: int | None = None) -> Iterator[dict]:
    """Events until the stream ends or, like a lost connection, after `at_most` of them."""
    headers = VISITOR | ({"Last-Event-ID": after} if after else {})
    seen = 0
    with httpx.stream("GET", url, headers=headers, timeout=_LIMIT_S) as answer:
        assert answer.status_code == 200
        for line in answer.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])
                seen += 1
                if seen == at_most:
                    return


def start(product_url: str) -> str:
    answer = httpx.post(f"{product_url}/v1/trips", json={"message": WISH}, headers=VISITOR, timeout=20)
    assert answer.status_code == 202
    return product_url + answer.json()["run"]["events"]


def test_cut_after_every_event_the_transcript_is_the_uncut_one(product_url):
    url = start(product_url)
    pieces: list[dict] = []
    deadline = time.monotonic() + _LIMIT_S
    while not pieces or pieces[-1]["event"]["type"] != "final":
        assert time.monotonic() < deadline
        pieces.extend(read(url, pieces[-1]["id"] if pieces else None, at_most=1))
    whole = list(read(url, None))
    assert pieces == whole
    for place, event in enumerate(whole[:-1]):
        assert list(read(url, event["id"])) == whole[place + 1 :]


def test_two_readers_see_the_same_and_a_reader_that_leaves_stops_nothing(product_url):
    url = start(product_url)
    list(read(url, None, at_most=2))
    one, other = list(read(url, None)), list(read(url, None))
    assert one == other
    assert one[-1]["event"]["type"] == "final"
    assert one[-1]["event"]["certificate"]["valid"] is True
