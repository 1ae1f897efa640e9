"""What looks like a place's name in Chinese, Japanese and Korean, which have no capitals and mostly no spaces."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from agents.writing.place_words import CJK_COMMON, CJK_KINDS, KATAKANA_COMMON
from tools.places.world_cities import find_named

_BIG = 50_000
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc・]{2,}")
_RUN = re.compile(r"[\u3400-\u9fff\u30a1-\u30fa\u30fc々ヶ]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)?")
_PARTICLES = re.compile(
    r"(?:으로|에서|까지|부터|에게|에는|에도|에|을|를|이|가|은|는|의|와|과|로|도|만|근처|입니다|이다|인)$"
)
_BETWEEN = re.compile(
    r"[のとやへ去到在看逛游往从向的和与及或是有]|参观|前往|访问|漫步|欣赏|享用|品尝|附近|旁边|晚上|早上|上午|下午|中午|今天|明天|最后|然后|之后|傍晚|夕方|午前|午後|今日|明日|最後"
)
_PLAIN = "市内 市立 国立 古い 現代 大 小 中央 周辺 地元 近代 有名 人気 当地 本地 附近 传统 著名 古老 这座 那座 一座 一家 这家 美丽 安静".split()


def unspaced_names(text: str) -> Iterator[str]:
    """Characters that end in a kind of place, and foreign names in katakana."""
    for run in _RUN.findall(text):
        for part in _BETWEEN.split(run):
            yield from _of_kind(part)
    for run in _KATAKANA.findall(text):
        if (len(run) > 2 or find_named(run, _BIG)) and not all(map(_is_common, filter(None, run.split("・")))):
            yield run
    for run in _HANGUL.findall(text):
        yield from _hangul(run.split(" "))


def _of_kind(part: str) -> Iterator[str]:
    if inside := next((kind for kind in _kinds() if len(kind) > 1 and part.find(kind) > 1), None):
        part = part[: part.find(inside) + len(inside)]
    kind = next((kind for kind in _kinds() if part.endswith(kind)), None)
    if kind and len(part) > len(kind) and part not in _common():
        yield part


def _hangul(words: list[str]) -> Iterator[str]:
    """One word that ends in a kind, or a foreign name and its kind apart."""
    for word in words:
        bare = _PARTICLES.sub("", word)
        kind = next((kind for kind in _kinds() if bare.endswith(kind) and len(bare) >= len(kind) + 2), None)
        telling = kind and (len(kind) > 1 or kind == "궁" or (kind == "사" and len(bare) == 3))
        if telling and bare not in CJK_COMMON:
            yield bare


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(CJK_KINDS, key=len, reverse=True))


@cache
def _common() -> frozenset[str]:
    """Places without a name: a museum, the old museum, a museum of the city."""
    return CJK_COMMON | {lead + word for lead in _PLAIN for word in CJK_COMMON}


@cache
def _is_common(word: str) -> bool:
    return word in KATAKANA_COMMON or any(
        word.startswith(one) and word[len(one) :] in KATAKANA_COMMON for one in KATAKANA_COMMON
    )
