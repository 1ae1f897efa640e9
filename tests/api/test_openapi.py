from __future__ import annotations

from api.openapi import document, main
from infra.settings import ROOT


def test_the_committed_document_is_the_api_s():
    assert (ROOT / "web" / "openapi.json").read_text(encoding="utf-8") == document(), "run `make openapi`"


def test_a_stale_document_is_told(tmp_path):
    target = tmp_path / "openapi.json"
    target.write_text("{}")
    assert main(["--check", str(target)]) == 1
    assert main([str(target)]) == 0
    assert main(["--check", str(target)]) == 0
