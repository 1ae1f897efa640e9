from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agents.telling import tell
from tests.make import make_itinerary, make_request


def test_the_sentences_are_the_summary_and_lose_nothing():
    itinerary = make_itinerary().model_copy(
        update={"summary": "It comes to €1,440.34 of your €2,500.00. Enjoy Dr. Who?"}
    )
    told = tell(make_request(), itinerary, ())
    assert "".join(told.sentences).startswith(itinerary.summary)
    assert told.sentences[0] == "It comes to €1,440.34 of your €2,500.00. "
    assert told.certificate.valid


def test_after_an_edit_the_changes_are_told():
    told = tell(make_request(), make_itinerary(), ("The museum is out.", "The park is in."))
    assert "".join(told.sentences) == "The museum is out. The park is in."


def test_claims_that_do_not_hold_are_admitted():
    itinerary = make_itinerary()
    wrong = itinerary.model_copy(update={"days": itinerary.days[:1]})
    told = tell(make_request(), wrong, ())
    assert not told.certificate.valid
    assert "did not hold" in told.sentences[-1]


@given(st.text())
def test_any_words_come_out_whole(summary):
    told = tell(make_request(), make_itinerary().model_copy(update={"summary": summary}), ())
    words = " ".join((summary, *make_request().assumptions)).strip()
    assert "".join(told.sentences) == words
