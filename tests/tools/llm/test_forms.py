from __future__ import annotations

import json
from datetime import date

import pytest
from pydantic import BaseModel, Field

from tools.llm.forms import Misfilled, form_of, schema_of


class Leg(BaseModel):
    title: str
    default: int = 3


class Trip(BaseModel):
    on: date
    legs: tuple[Leg, ...] = ()
    note: str = "none"
    stars: int | None = Field(default=None, description="1 to 5")


def test_a_schema_keeps_fields_whatever_they_are_called_and_drops_what_no_model_needs():
    schema = schema_of(Trip)
    assert schema["title"] == "Trip"
    assert set(schema["$defs"]["Leg"]["properties"]) == {"title", "default"}
    assert "default" not in schema["properties"]["note"]
    assert schema["properties"]["stars"]["description"] == "1 to 5"


@pytest.mark.parametrize(
    "said",
    [
        '{"on": "2027-04-05"}',
        'Certainly!\n```json\n{"on": "2027-04-05", "note": null, "legs": null}\n```\nEnjoy.',
        '{"on": "2027-04-05", "unknown": {"x": 1}} and {"on": "1999-01-01"}',
    ],
)
def test_a_form_is_found_among_fences_words_and_nulls(said):
    assert form_of(said, Trip) == Trip(on=date(2027, 4, 5))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("I cannot do that.", "no JSON object"),
        ('{"on": "2027-04-05"', "not valid"),
        ('["on"]', "no JSON object"),
        ('{"on": "soon"}', "on: "),
        (json.dumps({"on": "2027-04-05", "legs": [{"default": 1}]}), "legs.0.title: Field required"),
    ],
)
def test_what_is_wrong_is_said_for_the_model_that_wrote_it(said, why):
    with pytest.raises(Misfilled, match=why):
        form_of(said, Trip)
