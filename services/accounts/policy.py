"""Which passwords are refused: too short, too long, guessed first, or made of what everybody knows of their owner.

NIST SP 800-63B-4 (2025): length and a list, no rules about kinds of characters. The list is that of the
package zxcvbn (4.5, MIT): the 30,000 most frequent of breached passwords without names and dictionary
words, to which some hundred of these are added here, with those of travel and of our own name. A password
is reduced before it is looked for: capitals, digits that stand for letters, what is put before or after,
and repetition are undone, so that each word stands for its many thousand variants (Password123!,
p4ssw0rd2024, sunshinesunshine).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

from domain.accounts import Personal
from domain.errors import FieldError, InvalidRequest

SHORTEST, LONGEST = 10, 128
_LIST = Path(__file__).with_name("common_words.txt")
_LEET = str.maketrans("0134578@$!", "oieastbasi")
_ROWS = ("01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_WAYS = tuple(way for row in _ROWS for way in (row, row[::-1]))
_WAYS_FROM = {char: tuple(way[way.index(char) :] for way in _WAYS if char in way) for char in set("".join(_ROWS))}
_OURS = ("tripwright",)
_LONGEST_WORD = 40
_OWN_SHARE = 6  # so many characters must be left without the words that are known of the owner


def require_good(password: str, personal: Personal, field: str = "password") -> None:
    """Raises InvalidRequest, which says what to do about it."""
    if fault := fault_of(password, (personal.email, personal.first_name, personal.last_name)):
        raise InvalidRequest([FieldError(field, fault)])


def fault_of(password: str, known: Iterable[str] = ()) -> str:
    """Why the password is refused; "" where it is not."""
    if len(password) < SHORTEST:
        return f"take at least {SHORTEST} characters: three or four words that do not belong together are easy to keep"
    if len(password) > LONGEST:
        return f"take at most {LONGEST} characters"
    folded = _folded(password)
    if _is_pattern(folded):
        return "this repeats itself or follows the keyboard: take something that nobody guesses first"
    if not common().isdisjoint(_cores(folded)):
        return "this is among the passwords that are guessed first: take another"
    if _is_of_owner(folded, known):
        return "this is made of your name, your address or ours: take something that nobody knows of you"
    return ""


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """All that is guessed first, in small letters; takes a tenth of a second at the first call, and 4 MB."""
    return frozenset(_LIST.read_text(encoding="utf-8").split()) | frozenset(_breached())


def _breached() -> list[str]:
    """Zxcvbn's own data file alone: the package would keep three times as many words, which nobody asks here."""
    package = find_spec("zxcvbn")
    assert package is not None, "a dependency of ours"
    assert package.submodule_search_locations, "a package"
    path = Path(package.submodule_search_locations[0]) / "frequency_lists.py"
    found: list[str] = run_path(str(path))["FREQUENCY_LISTS"]["passwords"]
    return found


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _cores(folded: str) -> set[str]:
    """What is left when the usual decorations are taken off, in every way that people put them on."""
    bare = "".join(folded.split())
    found = {bare}
    for one in (bare, bare.translate(_LEET)):
        letters = re.sub(r"^[^a-z]+|[^a-z]+$", "", one)
        found |= {one, letters, re.sub(r"[^a-z]", "", one)}
        found.add(re.sub(r"^[^a-z]+|[^a-z]+$", "", letters.translate(_LEET)))
    undecorated = re.sub(r"[\W\d_]+$", "", bare).translate(_LEET)
    found |= {undecorated, re.sub(r"[^a-z]", "", undecorated)}
    return {part for core in found if core for part in (core, _unit(core))}.union(_cut(bare))


def _cut(bare: str) -> Iterator[str]:
    """Without so much of the end as may be decoration: abc123, abc12 and abc1 of abc123!; of numbers only signs."""
    yield bare.strip("!?.,;:*#@$%&+-_=()/")
    ends = [at for at, char in enumerate(bare, 1) if char.isalpha()][-1:]
    yield from (bare[:end] for end in range(ends[0] if ends else len(bare), min(len(bare), _LONGEST_WORD)))


def _unit(text: str) -> str:
    """The shortest text of which this is a repetition; itself where it is none."""
    at = (text + text).find(text, 1)
    return text[:at]


def _is_pattern(folded: str) -> bool:
    """Few different characters, a short unit over and over, or runs along the keyboard or the alphabet."""
    bare = "".join(char for char in folded if char.isalnum()) or folded
    if len(set(bare)) <= 3 or (len(_unit(bare)) <= 4 and len(_unit(bare)) < len(bare)):
        return True
    return _runs(bare) * 4 <= len(bare)


def _runs(text: str) -> int:
    """In how many runs along a row, forwards or backwards, the text falls; a character by itself is one."""
    runs, at = 0, 0
    while at < len(text):
        runs, at = runs + 1, at + max((_common_run(text, at, way) for way in _WAYS_FROM.get(text[at], ())), default=1)
    return runs


def _common_run(text: str, at: int, way: str) -> int:
    size = 0
    while at + size < len(text) and size < len(way) and way[size] == text[at + size]:
        size += 1
    return size


def _is_of_owner(folded: str, known: Iterable[str]) -> bool:
    words = {word for text in known for word in re.split(r"[\W_]+", _folded(text)) if len(word) >= 4} | set(_OURS)
    left = folded
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != folded and len(re.sub(r"[\W_]+", "", left)) < _OWN_SHARE
