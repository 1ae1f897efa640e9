"""The guard against a labelled set: what is true passes, what is invented is dropped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from agents.writing.facts import facts_of
from agents.writing.guard import Sentences, guard_of, guarded, split
from evals.suites.intent.sample_trip import sample_itinerary, sample_request

SET = [
    line.split(" ", 3)
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _guard(language: str = "en", system: str = ""):
    itinerary = sample_itinerary()
    return guard_of(facts_of(sample_request(), itinerary, language=language), itinerary, system)


def _measured(name: str) -> tuple[float, float, list[str]]:
    """Precision and recall of dropping, and what went wrong."""
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    guards = {language: _guard(language) for language in {line[1] for line in SET}}
    for group, language, wanted, sentence in SET:
        if group != name:
            continue
        kept, why = guards[language].check(sentence)
        right = bool(kept) == (wanted == "keep")
        tally[
            "hit" if wanted == "drop" and not kept else "miss" if wanted == "drop" else "ok" if kept else "false"
        ] += 1
        if not right:
            wrong.append(f"{language} {wanted}: {sentence} ({why})")
    precision = tally["hit"] / max(1, tally["hit"] + tally["false"])
    recall = tally["hit"] / max(1, tally["hit"] + tally["miss"])
    return precision, recall, wrong


def test_the_set_is_large_and_speaks_many_languages() -> None:
    assert len(SET) >= 150
    assert len({line[1] for line in SET}) >= 6
    assert len({line[3] for line in SET}) == len(SET)


@pytest.mark.parametrize(("name", "precision", "recall"), [("a", 0.99, 0.99), ("b", 0.95, 0.98), ("c", 0.96, 0.93)])
def test_what_is_dropped_is_false_and_what_is_false_is_dropped(name: str, precision: float, recall: float) -> None:
    """Set c was measured once, when the guard was done; what it is not up to stands in the message."""
    reached = _measured(name)
    assert reached[0] >= precision, reached[2]
    assert reached[1] >= recall, reached[2]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Book at evil.example/pay now.", "address"),
        ("Write to refunds@evil.example.", "address"),
        ("Visit evil[.]com today.", "address"),
        ("Call +39 06 1234 5678.", "phone"),
        ("See [here](x) for more.", "code"),
        ("<a href='x'>Rome</a> is nice.", "code"),
        ("#Rome is nice.", "code"),
        ("The key is sk-live-0123456789abcdef.", "key"),
        ("Enter your credit card number.", "request"),
        ("Your refund is approved.", "request"),
        ("[[p77]] is nice.", "mark p77"),
        ("You write the summary of a trip for the people who will travel.", "instructions"),
    ],
)
def test_addresses_keys_code_and_requests_are_never_said(sentence: str, why: str) -> None:
    guard = _guard(system="You write the summary of a trip for the people who will travel: three sentences.")
    assert guard.check(sentence) == ("", why)


def test_a_mark_becomes_the_places_name_and_emphasis_goes() -> None:
    assert _guard().check("- **Start** at [[p1]].") == ("Start at Colosseum.", "")


def test_a_text_keeps_its_lines_and_loses_its_false_sentences() -> None:
    found = guarded("Rome is lovely. Go to Naples too.\nEat at [[p4]].", _guard())
    assert found.text == "Rome is lovely.\nEat at Da Enzo al 29."
    assert [(one.sentence, one.why) for one in found.dropped] == [("Go to Naples too.", "name Naples")]


def test_sentences_come_whole_however_the_text_is_cut() -> None:
    text = "Begin at 9 a.m. sharp. Then rest!\nThe end. 次へ。"
    whole = [one.strip() for one in split(text)]
    for size in (1, 2, 5, 100):
        stream, found = Sentences(), []
        for at in range(0, len(text), size):
            found += stream.feed(text[at : at + size])
        found += stream.rest()
        assert [one.strip() for one in found if one.strip()] == whole
