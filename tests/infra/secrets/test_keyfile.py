from __future__ import annotations

import base64
import stat

from infra.sealing import Sealer, open_sealer
from infra.secrets.keyfile import add_key, fresh_key, promote


def test_a_key_opens_before_it_seals_and_the_old_one_goes_on_opening(tmp_path):
    before = open_sealer("", tmp_path)
    sealed = before.seal("mine", "me")
    assert add_key(tmp_path) == 2
    known = open_sealer("", tmp_path)
    assert known.keys[0] == before.keys[0], "nothing is sealed with a key that others do not know yet"
    assert promote(tmp_path)
    promoted = open_sealer("", tmp_path)
    assert promoted.keys == (known.keys[1], known.keys[0])
    assert promoted.unseal(sealed, "me") == "mine"
    assert known.unseal(promoted.seal("new", "me"), "me") == "new", "a process that is not restarted reads it"


def test_promoting_twice_is_promoting_once(tmp_path):
    open_sealer("", tmp_path)
    assert not promote(tmp_path)
    add_key(tmp_path)
    assert promote(tmp_path)
    keys = open_sealer("", tmp_path).keys
    assert not promote(tmp_path)
    assert open_sealer("", tmp_path).keys == keys


def test_the_file_is_for_its_owner_alone(tmp_path):
    open_sealer("", tmp_path)
    add_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_fresh_key_is_one(tmp_path):
    assert isinstance(open_sealer(f"{fresh_key()},{fresh_key()}", tmp_path), Sealer)
    assert len(base64.b64decode(fresh_key())) == 32
