from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from evals.harness.baseline import bless
from evals.harness.report import write_report
from evals.harness.run_folder import NoRun, RunFolder
from evals.harness.runner import Runner
from evals.harness.suite import Options, Sample
from infra.chromium import find_chromium, start_flags
from tests.evals.harness import sums

HOSTILE = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>"


def load(options):
    samples = [
        Sample(f"sum-{n}", (n, n + 1), 2 * n + (n != 2), {"parity": "odd" if n % 2 else "even"}) for n in range(5)
    ]
    return [*samples, Sample(HOSTILE, (1, 1), 2, {"do": "raise", "words": HOSTILE})]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    suite = replace(sums.SUITE, load=load)
    first = Runner().run(replace(suite, load=sums.load), Options(), folder / "first")
    bless(first.folder, folder / "baselines")
    finished = Runner().run(suite, Options(repeats=2), folder / "second")
    write_report(finished.folder, folder / "baselines")
    return finished


def packed(page: str) -> list[dict]:
    found = re.search(r'id="packed">(.*?)</script>', page, re.DOTALL)
    return [json.loads(gzip.decompress(base64.b64decode(text))) for text in json.loads(found.group(1))]


def test_the_page_holds_every_record_and_needs_nothing_else(run):
    page = (run.folder.path / "report.html").read_text(encoding="utf-8")
    assert [record["id"] for record in packed(page)] == [record.id for record in run.records]
    assert packed(page)[0]["scores"][1]["explanation"] == "1 for 1"
    shell = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(|<link|\ssrc=", shell)
    assert "<img" not in page
    assert "Against the baseline" in page
    assert "a plot of its own" in page


def test_an_unfinished_run_has_no_report(tmp_path):
    RunFolder(tmp_path / "run").begin({"suite": "sums"})
    with pytest.raises(NoRun):
        write_report(RunFolder(tmp_path / "run"), tmp_path)


@pytest.mark.browser
async def test_in_a_browser_samples_are_sorted_found_and_opened(run):
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=start_flags())
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if "report.html" not in request.url else None)
        await page.goto(Path(run.folder.path / "report.html").as_uri())
        rows = page.locator("#samples tbody tr")
        assert await rows.count() == 12
        assert await page.title() == "sums · evaluation"
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.get_by_label("Show").select_option("short")
        assert await rows.locator("button").all_inner_texts() == ["sum-2", "sum-2 · repeat 2"]
        await page.get_by_label("Show").select_option("")
        await page.get_by_label("Find").fill("parity:odd")
        assert await page.locator("#shown").inner_text() == "4 of 12"
        await page.get_by_label("Find").fill("")
        await page.get_by_role("button", name="right").click()
        await page.get_by_role("button", name="right").click()
        assert await page.locator("#samples thead [aria-sort=descending]").count() == 1
        await page.get_by_label("Find").fill("script")
        await rows.first.get_by_role("button").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_text("ZeroDivisionError: this sum cannot be done").first.wait_for()
        assert HOSTILE in await dialog.inner_text()
        await page.keyboard.press("Escape")
        assert await dialog.count() == 0
        await browser.close()
    assert complaints == []
