from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infra.masking import MASK, is_secret, masked, masked_text


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer abc.def-ghi_jkl",
        "got Basic dXNlcjpwYXNz",
        "key sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "postgresql://trip:hunter2hunter2@db/trip",
        "GET https://maps.example/api?key=AIzaSyDUMMYDUMMYDUMMYDUMMYDUMMY12&x=1",
        "GET https://x.example/?access_token=hunter2hunter2",
        "jwt eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.sig-sig",
        "mail ada.lovelace@example.org now",
        "card 4242 4242 4242 4242",
        "call +44 20 7946 0958",
    ],
)
def test_secrets_and_people_are_seen_by_their_look(text):
    for secret in (
        "abc.def-ghi_jkl", "dXNlcjpwYXNz", "4eC39HqLyjWDarjtT1zdp7dc", "hunter2hunter2", "SyDUMMY", "eyJzdWIi",
        "ada.lovelace", "4242 4242", "7946",
    ):  # fmt: skip
        assert secret not in masked_text(text)
    assert "*" in masked_text(text)


@pytest.mark.parametrize(
    "name",
    ["password", "new_password", "X-Api-Key", "refreshToken", "authorization", "Set-Cookie", "user_email", "phone",
     "clientSecret", "credit_card", "totp_secret", "passport", "SENTRY_DSN"],
)  # fmt: skip
def test_secrets_are_seen_by_their_name(name):
    assert is_secret(name)
    assert masked({"deep": [{name: "x"}]}) == {"deep": [{name: MASK}]}


@pytest.mark.parametrize("name", ["tokens_in", "tokens", "max_tokens", "tenant_id", "route", "spin", "emailed_count_"])
def test_what_only_looks_alike_is_told(name):
    assert masked({name: 12}) == {name: MASK if is_secret(name) else 12}
    assert not is_secret(name)


def test_numbers_ids_and_sentences_stay_as_they_are():
    text = "order 4111 1111 1111 1112 of run 0192f0c1-7b5e-7000-8000-1234567890ab took 1700000000000 ns, planned 12 trips for EUR 1,234.50"
    assert masked_text(text) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_is_logged_masking_neither_fails_nor_unmasks_at_a_second_time(value):
    once = masked(value)
    assert masked(once) == once


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=16, max_size=40), st.text(max_size=30))
def test_an_api_key_never_survives(key, before):
    assume(key not in before)
    assert key not in masked_text(f"{before} sk_live_{key}")
