from __future__ import annotations

import os

from tools.images.serving.shelf import Shelf


def test_what_was_put_is_there_also_for_the_next_process(tmp_path):
    Shelf(tmp_path).put("https://a/b.jpg 320 webp", b"small")
    assert Shelf(tmp_path).get("https://a/b.jpg 320 webp") == b"small"
    assert Shelf(tmp_path).get("https://a/b.jpg 640 webp") is None


def test_the_least_lately_used_go_when_there_is_no_room(tmp_path):
    shelf = Shelf(tmp_path, room=1000)
    for n in range(9):
        shelf.put(f"{n}", b"x" * 110)
        for file in tmp_path.glob("*/*"):
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 10))
    assert shelf.get("0") == b"x" * 110  # used just now
    shelf.put("9", b"x" * 110)
    assert shelf.get("1") is None
    assert shelf.get("0") is not None
    assert shelf.get("9") is not None
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*")) <= 900


def test_a_name_leads_nowhere_else(tmp_path):
    shelf = Shelf(tmp_path / "shelf")
    shelf.put("../../evil", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["shelf"]


def test_a_disk_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    shelf = Shelf(tmp_path / "file")
    shelf.put("a", b"x")
    assert shelf.get("a") is None
