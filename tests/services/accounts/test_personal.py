from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Personal, normalise_email
from infra.sealing import CannotUnseal, Sealer
from services.accounts.personal import PersonalCipher

OLD, NEW = bytes(range(32)), bytes(32)
CIPHER = PersonalCipher(Sealer((OLD,)))
ADA = Personal(
    email="ada@example.org",
    first_name="Ada",
    last_name="King-Noel",
    phone_number="+44 1",
    date_of_birth=date(1815, 12, 10),
)
NAMES = st.text(st.characters(categories=("L", "Nd")), min_size=3, max_size=24)


def finds(cipher: PersonalCipher, text: str, personal: Personal, tenant: str = "public") -> bool:
    kept = set(CIPHER.terms("public", personal))
    return any(set(terms) <= kept for terms in cipher.sought(tenant, text))


def test_what_is_sealed_is_read_again_for_the_same_account_alone():
    user = uuid4()
    sealed = CIPHER.seal("public", user, ADA)
    assert CIPHER.unseal("public", user, sealed) == ADA
    for tenant, other in (("agency", user), ("public", uuid4())):
        with pytest.raises(CannotUnseal):
            CIPHER.unseal(tenant, other, sealed)


def test_the_same_address_is_another_hash_in_another_agency_and_under_another_key():
    hashes = {CIPHER.email_hash(tenant, "ada@example.org") for tenant in ("public", "agency")}
    hashes.add(PersonalCipher(Sealer((NEW,))).email_hash("public", "ada@example.org"))
    assert len(hashes) == 3


def test_an_account_is_found_after_the_keys_were_rotated():
    rotated = PersonalCipher(Sealer((NEW, OLD)))
    assert CIPHER.email_hash("public", "ada@example.org") in rotated.email_hashes("public", "ada@example.org")
    assert finds(rotated, "ada", ADA)


@given(NAMES, st.integers(3, 24))
def test_everybody_is_found_by_every_beginning_of_their_name_whatever_its_case(name, size):
    somebody = ADA.model_copy(update={"last_name": name})
    beginning = name.casefold()[:size]
    if len(beginning) >= 3 and beginning.isalnum():
        assert finds(CIPHER, beginning.upper() if beginning.upper().casefold() == beginning else beginning, somebody)


@given(NAMES)
def test_nobody_is_found_by_what_is_not_theirs_or_in_another_agency(text):
    theirs = ("ada", "king", "noel", "example", "org")
    if not any(word.startswith(text.casefold()) for word in theirs):
        assert not finds(CIPHER, text, ADA)
    assert not finds(CIPHER, "ada", ADA, tenant="agency")


@pytest.mark.parametrize(
    ("text", "email"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("ada+trips@mail.example.co.uk", "ada+trips@mail.example.co.uk"),
        ("ada@münchen.example", "ada@münchen.example"),
        ("иван@пример.рф", "иван@пример.рф"),
        ("ada@xn--mnchen-3ya.xn--p1ai", "ada@xn--mnchen-3ya.xn--p1ai"),
    ],
)
def test_an_address_has_one_spelling(text, email):
    assert normalise_email(text) == email == normalise_email(email)


@pytest.mark.parametrize(
    "text",
    ["", "ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@example..org", "ada@.org", "a@b@example.org",
     "ada@example.org\nbcc: x@example.org", "<ada@example.org>", f"{'a' * 65}@example.org", f"a@{'b.' * 130}org", "a" * 5000],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="e-mail"):
        normalise_email(text)
