"""A suite of sums for the harness's tests, in a module because workers import it; each word of an input does a thing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from evals.harness.suite import Context, Corruption, Fairness, Options, Sample, Score, Suite

Numbers = tuple[int, ...]


def load(options: Options) -> list[Sample[Numbers, int]]:
    return [Sample(f"sum-{n}", (n, n + 1), 2 * n + 1, {"parity": "odd" if n % 2 else "even"}) for n in range(6)]


def add(sample: Sample[Numbers, int], context: Context) -> int:
    if (log := sample.metadata.get("log")) is not None:
        with Path(log).open("a") as file:
            file.write(f"{sample.id} {context.repeat} {context.seed}\n")
    match sample.metadata.get("do"):
        case "raise":
            raise ZeroDivisionError("this sum cannot be done")
        case "hang":
            time.sleep(60)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "print":
            sys.stdout.write("a task that talks\n")
        case "interrupt":
            raise KeyboardInterrupt
    context.notes.served_by.append("abacus")
    context.notes.cost_minor = 2
    return sum(sample.input)


async def add_slowly(sample: Sample[Numbers, int], context: Context) -> int:
    await asyncio.sleep(0)
    return add(sample, context)


def right(output: int, sample: Sample[Numbers, int]) -> Score:
    return Score(value=float(output == sample.target), explanation=f"{output} for {sample.target}")


async def distance(output: int, sample: Sample[Numbers, int]) -> Score:
    return Score(name="off_by", value=abs(output - sample.target), unit="steps", better="lower")


def broken(output: int, sample: Sample[Numbers, int]) -> Score:
    raise RuntimeError("a scorer with a fault")


def mean_output(records) -> dict[str, float]:
    done = [record.output for record in records if record.output is not None]
    return {"mean_output": sum(done) / len(done)} if done else {}


def write(records, out: Path) -> None:
    (out / "sums.txt").write_text(" ".join(str(record.output) for record in records))


def plots(records) -> dict[str, str]:
    return {"a plot of its own": '<svg viewBox="0 0 1 1"><rect class="bar" width="1" height="1"/></svg>', "none": ""}


def is_fair(sample: Sample[Numbers, int], context: Context) -> Fairness:
    fair = sample.id != "sum-3"
    return Fairness(id=sample.id, fair=fair, how="witness" if fair else "neither", explanation="three is never fair")


def one_more(output: int, sample: Sample[Numbers, int]) -> int:
    return output + 1


def nothing(output: int, sample: Sample[Numbers, int]) -> None:
    return None


def the_same(output: int, sample: Sample[Numbers, int]) -> int:
    return output


SUITE: Suite[Numbers, int, int] = Suite(
    name="sums",
    about="Sums for tests.",
    load=load,
    task=add,
    scorers=(right, distance),
    metrics=mean_output,
    write=write,
    plots=plots,
    corruptions=(Corruption("one more", one_more),),
    timeout_s=30,
)
