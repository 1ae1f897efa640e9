"""Ways to spoil an answer that every scorer worth its name must notice."""

from __future__ import annotations

import re

from evals.harness.suite import Corruption
from evals.suites.naturalplan.answer import Answer
from evals.suites.naturalplan.files import Golden, NaturalSample
from evals.suites.naturalplan.parse import slot_in_answer, stays_in_answer

_STEP = re.compile(r"(?m)^.*\bFly from .*\n.*$|You meet [^.]*\.|\w+, \d+:\d\d - \d+:\d\d")
_NAMED = re.compile(r"\bto (?P<name>[A-Z]\w+)|You meet (?P<friend>[A-Z]\w*)|(?P<day>[A-Z]\w+)(?=, \d+:)")


def _silence(answer: Answer, sample: NaturalSample) -> Answer | None:
    assert sample.id
    return _with(answer, "")


def _last_step_lost(answer: Answer, sample: NaturalSample) -> Answer | None:
    assert sample.id
    steps = list(_STEP.finditer(answer.text))
    return _with(answer, answer.text[: steps[-1].start()]) if steps else None


def _cut_in_half(answer: Answer, sample: NaturalSample) -> Answer | None:
    assert sample.id
    half = answer.text[: len(answer.text) // 2]
    return _with(answer, half) if _STEP.search(answer.text) and half else None


def _stranger(answer: Answer, sample: NaturalSample) -> Answer | None:
    """A city, a friend or a day that nobody spoke of."""
    assert sample.id
    found = list(_NAMED.finditer(answer.text))
    if not found or not _STEP.search(answer.text):
        return None
    name = next(part for part in found[-1].groups() if part)
    return _with(answer, re.sub(rf"\b{re.escape(name)}\b", "Nowhere", answer.text))


def _late(answer: Answer, sample: NaturalSample) -> Answer | None:
    """A flight a day later, a start that waits until the evening is over, a slot half an hour on."""
    assert sample.id
    if stays_in_answer(answer.text):
        return _with(answer, re.sub(r"\bDay (\d+):", lambda m: f"Day {int(m[1]) + 1}:", answer.text, count=1))
    if slot := slot_in_answer(answer.text):
        later = re.sub(r"(\d+)(?=:\d\d)", lambda m: str(int(m[1]) + 1), slot)
        return _with(answer, answer.text.replace(slot, later))
    if "You meet " in answer.text:
        return _with(answer, re.sub(r"(?<=[AP]M\. )", "You wait until 11:59PM. ", answer.text, count=1))
    return None


def _with(answer: Answer, text: str) -> Answer:
    return answer.model_copy(update={"text": text})


CORRUPTIONS: tuple[Corruption[str, Golden, Answer], ...] = (
    Corruption("silence", _silence),
    Corruption("last step lost", _last_step_lost),
    Corruption("cut in half", _cut_in_half),
    Corruption("a stranger", _stranger),
    Corruption("late", _late),
)
