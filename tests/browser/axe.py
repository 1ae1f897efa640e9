"""What axe finds on a page (WCAG 2.2 AA, best practices)."""

from __future__ import annotations

from playwright.async_api import Page

from infra.settings import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """([within, rules]) => axe.run(within ?? document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] }).then(
  ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)))"""


async def violations(page: Page, within: str | None = None) -> list[str]:
    """On the page, or in what the selector `within` finds."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(await page.evaluate(RUN, [within, RULES]))
