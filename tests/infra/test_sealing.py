from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.sealing import CannotUnseal, Sealer, open_sealer

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@given(st.text(), st.text())
def test_what_is_sealed_is_read_by_its_owner_alone(text, owner):
    sealer = Sealer((NEW,))
    sealed = sealer.seal(text, owner)
    assert sealer.unseal(sealed, owner) == text
    with pytest.raises(CannotUnseal):
        sealer.unseal(sealed, owner + "x")


def test_a_key_can_be_rotated_and_an_unknown_one_reads_nothing():
    sealed = Sealer((OLD,)).seal("secret", "me")
    assert Sealer((NEW, OLD)).unseal(sealed, "me") == "secret"
    with pytest.raises(CannotUnseal, match="not here"):
        Sealer((NEW,)).unseal(sealed, "me")


@pytest.mark.parametrize("at", [9, 21, -1])
def test_a_changed_byte_is_noticed(at):
    sealed = bytearray(Sealer((NEW,)).seal("secret", "me"))
    sealed[at] ^= 1
    with pytest.raises(CannotUnseal):
        Sealer((NEW,)).unseal(bytes(sealed), "me")


def test_the_same_text_never_looks_the_same():
    sealer = Sealer((NEW,))
    assert sealer.seal("secret", "me") != sealer.seal("secret", "me")


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: open_sealer("", tmp_path), range(8)))
    assert len(set(made)) == 1
    assert stat.S_IMODE(os.stat(tmp_path / "secret.key").st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "secret.key"]


def test_keys_of_the_environment_come_first_and_a_short_one_is_refused(tmp_path):
    given_keys = ",".join(base64.b64encode(key).decode() for key in (NEW, OLD))
    assert open_sealer(given_keys, tmp_path) == Sealer((NEW, OLD))
    with pytest.raises(ValueError, match="32 bytes"):
        open_sealer(base64.b64encode(b"short").decode(), tmp_path)
