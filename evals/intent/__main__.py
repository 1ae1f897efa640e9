"""`python -m evals.intent`: how well messages are understood, slot by slot; misses with `--misses`."""

from __future__ import annotations

import argparse
import asyncio
from datetime import date

from rich.console import Console
from rich.table import Table

from agents.edit_reading import read_edits
from agents.intent import understand
from evals.intent.cases_file import load_edit_cases, load_intent_cases
from evals.intent.sample_trip import sample_itinerary, sample_request
from evals.intent.score import Report, score_intent
from evals.intent.score_edits import score_edits

INTENT_SETS = ("v1", "v1_heldout", "v2_heldout")
EDIT_SETS = ("edits_v1", "edits_v1_heldout", "edits_v2_heldout")
FIRST_RUN = {"v2_heldout": 0.938, "edits_v2_heldout": 0.569}
"""All-slot accuracy when the messages were new to the reader, before any fault they showed was mended."""
_ASKED_ON = date(2027, 4, 1)


async def intent_report(name: str) -> Report:
    """The offline parser over one file of labelled messages."""
    cases = load_intent_cases(name)
    return score_intent([(c, await understand(c.text, today=c.today, answers=c.answers)) for c in cases])


def edits_report(name: str) -> Report:
    request, itinerary = sample_request(), sample_itinerary()
    cases = load_edit_cases(name)
    return score_edits([(c, read_edits(c.text, request=request, itinerary=itinerary, today=_ASKED_ON)) for c in cases])


def table_of(name: str, report: Report) -> Table:
    first = f" ({FIRST_RUN[name]:.3f} on the first run, unseen)" if name in FIRST_RUN else ""
    table = Table(title=f"{name}: {report.accuracy:.4f} of all slots{first}")
    for heading in ("slot", "cases", "accuracy", "precision", "recall"):
        table.add_column(heading, justify="left" if heading == "slot" else "right")
    for slot, tally in report.slots.items():
        table.add_row(
            slot, str(tally.cases), *(f"{value:.3f}" for value in (tally.accuracy, tally.precision, tally.recall))
        )
    return table


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--misses", action="store_true", help="list every slot that was read wrongly")
    wanted = arguments.parse_args()
    console = Console()
    for name, report in [
        *((name, asyncio.run(intent_report(name))) for name in INTENT_SETS),
        *((name, edits_report(name)) for name in EDIT_SETS),
    ]:
        console.print(table_of(name, report))
        if wanted.misses:
            console.print("\n".join(report.misses), markup=False)


if __name__ == "__main__":
    main()
