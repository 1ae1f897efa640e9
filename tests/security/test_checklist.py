from __future__ import annotations

import re

from infra.settings import ROOT

PAGE = ROOT / "docs" / "security.md"


def rows() -> list[list[str]]:
    """The table of the standard's items: item, what is done, test."""
    table = PAGE.read_text(encoding="utf-8").split("## OWASP ASVS")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| item")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_item_names_a_test_that_there_is_or_says_not_yet():
    found = rows()
    assert len(found) > 40
    for item, _, shown in found:
        named = re.findall(r"`(tests/[^`]+)`", shown)
        assert named or shown == "not yet", item
        missing = [one for one in named if not (ROOT / one).is_file() or "def test_" not in (ROOT / one).read_text()]
        assert not missing, item


def test_every_path_on_the_page_exists():
    named = set(re.findall(r"`((?:tests|services|deploy|docs)/[\w/.-]*)`", PAGE.read_text(encoding="utf-8")))
    assert named
    assert not [one for one in named if not (ROOT / one).exists()]


def test_no_item_of_the_standard_stands_twice():
    items = [number for item, _, _ in rows() for number in re.findall(r"\d+\.\d+\.\d+", item)]
    assert len(items) == len(set(items))
