from __future__ import annotations

import asyncio
import time

import bcrypt
import pytest

from infra.passwords import Passwords

PASSWORDS = Passwords.with_memory(19)


def imported(password: str, rounds: int) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds)).decode()


async def test_a_password_is_kept_as_argon2id_and_known_again():
    kept = await PASSWORDS.hash("vermilion kayak")
    assert kept.startswith("$argon2id$v=19$m=19456,t=3,p=4$")
    assert kept != await PASSWORDS.hash("vermilion kayak")
    assert await PASSWORDS.verify("vermilion kayak", kept) == (True, None)
    assert await PASSWORDS.verify("vermilion canoe", kept) == (False, None)


async def test_an_imported_bcrypt_hash_is_verified_and_renewed():
    right, better = await PASSWORDS.verify("vermilion kayak", imported("vermilion kayak", 12))
    assert right
    assert better is not None
    assert better.startswith("$argon2id$")
    assert await PASSWORDS.verify("vermilion canoe", imported("vermilion kayak", 12)) == (False, None)


async def test_bcrypt_with_fewer_than_twelve_rounds_is_not_accepted():
    assert await PASSWORDS.verify("vermilion kayak", imported("vermilion kayak", 10)) == (False, None)


async def test_a_hash_made_with_other_parameters_is_renewed():
    right, better = await Passwords.with_memory(24).verify("vermilion kayak", await PASSWORDS.hash("vermilion kayak"))
    assert right
    assert better is not None
    assert "m=24576" in better


@pytest.mark.parametrize("kept", [None, "", "plain text", "$1$old$crypt", "$2b$12$damaged"])
async def test_what_cannot_be_compared_is_never_right(kept):
    assert await PASSWORDS.verify("vermilion kayak", kept) == (False, None)


async def test_the_same_characters_from_another_keyboard_are_the_same_password():
    composed, decomposed = "caf\u00e9 at the harbour", "cafe\u0301 at the harbour"
    assert (await PASSWORDS.verify(decomposed, await PASSWORDS.hash(composed)))[0]


async def test_hashing_leaves_the_loop_free():
    hashing = asyncio.gather(*(PASSWORDS.hash("vermilion kayak") for _ in range(4)))
    longest, last = 0.0, time.perf_counter()
    while not hashing.done():
        await asyncio.sleep(0.002)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    await hashing
    assert longest < 0.5
