from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Personal
from domain.errors import InvalidRequest
from infra.settings import ROOT
from services.accounts.policy import common, fault_of, require_good


@pytest.mark.parametrize(
    "password",
    [
        "short1!", "password123", "Password123!", "P4ssw0rd2024", "passwordpassword", "1234567890", "0987654321",
        "qwertyuiop", "QWERTYUIOP123", "asdfghjkl;", "aaaaaaaaaaaa", "abcabcabcabc", "iloveyou2025", "Sunshine!!2024",
        "sunshinesunshine", "letmein12345", "1q1q1q1q1q1q", "abcdefghijkl", "Tripwright1", "tripwright2026!", "$ecret$ecret",
        "!!football!!!", "michael1990", "Summer2026!", "12345678910", "qwerty123456", "correct horse battery staple",
        "abc123!!!!", "Trustno1!!!", "dragon2020", "1029384756", "#1029384756!", "q1w2e3r4t5", "jordan23jordan23",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password):
    assert fault_of(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple 7 otters", "vermilion kayak tundra", "Jd8!kq0-zzP2", "seven lamps in Porto",
        "ein ruhiger Abend am See", "我的旅行密码很长很长的", "thunderous-gnomes-41", "пароль из восьми слов",
    ],
)  # fmt: skip
def test_what_nobody_guesses_first_is_taken_whatever_characters_it_is_made_of(password):
    assert fault_of(password) == ""


def test_a_password_of_its_owners_name_or_address_is_refused():
    ada = Personal(email="ada.lovelace@example.org", first_name="Ada", last_name="Lovelace")
    for password in ("lovelace1815", "Ada.Lovelace!", "lovelace@example", "LOVELACE99999"):
        with pytest.raises(InvalidRequest) as raised:
            require_good(password, ada, "new_password")
        assert raised.value.errors[0].field == "new_password"
    require_good("lovelace in a teacup storm", ada)


def test_length_is_counted_in_characters_and_bounded():
    assert fault_of("x9!kqv2#p")
    assert not fault_of("x9!kqv2#pw")
    assert fault_of("ab9 kq" * 22)


@given(
    st.sampled_from(sorted(word for word in common() if any(char.isalpha() for char in word))),
    st.sampled_from(["", "1", "12", "123", "2024", "99", "!", "!!", "007", "1!"]),
)
def test_every_word_of_the_list_is_refused_with_every_usual_ending(word, ending):
    assert fault_of((word.capitalize() + ending).ljust(10, "1"))


@given(st.text(string.ascii_letters + string.digits, min_size=16, max_size=40).filter(lambda t: len(set(t)) > 11))
def test_long_random_passwords_are_taken(password):
    assert fault_of(password) == ""


@pytest.mark.parametrize(
    "password", ["7" * 60 + "48291037556612904431" * 3, "kq7#" + "83920174" * 15, "sunshine", "vermilion kayak tundra"]
)
def test_an_answer_takes_less_than_a_millisecond(password):
    common()

    def seconds() -> float:
        begun = time.perf_counter()
        fault_of(password)
        return time.perf_counter() - begun

    assert min(seconds() for _ in range(20)) < 0.001


def test_the_list_is_of_thirty_thousand_and_no_word_of_ours_is_in_it_twice():
    words = (ROOT / "services/accounts/common_words.txt").read_text().split()
    assert len(words) == len(set(words))
    assert len(common()) == 30_000 + len(words)
