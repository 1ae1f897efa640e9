"""Names of places in a text that are not among the names that may be said.

No list knows all places, so names are told by how they are written: capitals where the language has them within a
sentence, words for kinds of places before or after, compounds, quotation marks, and in scripts without capitals the
last characters. Beside that, all names that we do know: the atlas's, the world's larger cities, countries.
"""

# ruff: noqa: E501 - patterns read best in one piece
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from agents.writing import place_words as words
from agents.writing.tongues import INFLECTED, countries, locale_of, months, tongues_named, towns, weekdays
from agents.writing.unspaced import unspaced_names
from tools.places import gazetteer
from tools.places.gazetteer import CityMatch
from tools.places.place_names import find_place_anywhere
from tools.places.spelling import fold
from tools.places.world_cities import find_named

MASK = "\ufffc"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶŁĻŃŇŅŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽΑ-ΩΆΈΉΊΌΎΏА-ЯЁІЇЄҐ]"
_TOKEN = re.compile(r"(?:(?<![^\W\d_])[dlDL]['’](?=[^\W\d_]))?(?P<word>[^\W\d_]+(?:['’.-][^\W\d_]+)*['’]?)")
_GAP = re.compile(
    r"[ -]|\s&\s|\s(?:(?:de|del|della|dello|delle|dei|degli|di|da|do|dos|das|du|des|la|le|les|el|los|las|of|the|von|vom|van|der|den|zum|zur|am|l|d)['’ ]\s?)+|\s?[dl]['’]"
)
_QUOTED = re.compile(r"[“„\"«‘‚](?P<a>[^“”„\"«»‘’‚]{2,80})[”“\"»’‘]|[「『《](?P<b>[^」』》]{1,80})[」』》]")
_GERMAN = frozenset({"de", "lb"})
_CITY_LEAD = re.compile(r"(?:nach|in|aus|von|bei|über|bis|ab|um|richtung)\s+$", re.IGNORECASE)
_BIG = 50_000
_TOWN = 15_000
_LINKS = frozenset("de del della dello delle dei degli di da do dos du des la le les d".split())
_ROMANCE = re.compile(rf"\s(?:(?:{'|'.join(_LINKS)})['’]?\s?)+|\s[dl]['’]")
_GERMAN_NOUNS = frozenset(
    "essen halle reihe mode bad baden reis marl hamm kiel weil aalen ahlen moers hof wahl ruhe form lage".split()
)
_POLITE = frozenset("sie ihr ihre ihrem ihren ihrer ihres ihnen uhr".split())


class Names:
    """The names that may be said, and what else in a sentence looks like one."""

    def __init__(
        self,
        known: Iterable[str],
        city_ids: Iterable[str],
        language: str,
        own_words: str = "",
        whole: Iterable[str] = (),
    ) -> None:
        """`whole` are names that stand for themselves only in one piece: Pisa Airport is no leave to name Pisa."""
        self.language = language.split("-", maxsplit=1)[0]
        self.city_ids = frozenset(city_ids)
        known = tuple(known)
        self._known = frozenset(form for name in (*known, *whole) for form in _forms(name))
        self._parts = tuple(frozenset(_words(form)) for name in known for form in _forms(name))
        said = (found["word"] for found in _TOKEN.finditer(own_words))
        self._own = frozenset(fold(word) for word in said if word[0].isupper() and not _is_place(word))

    def strange(self, sentence: str) -> list[str]:
        """Everything in a sentence that names a place which may not be said."""
        masked = self.masked(sentence)
        found = [*self._quoted(masked), *self._cities(masked), *self._of_the_world(masked)]
        if _CJK.search(masked):
            found.extend(self._unspaced(masked))
        found.extend(self._compounds(masked))
        found.extend(self._german(masked) if self.language in _GERMAN else self._capitals(masked))
        return list(dict.fromkeys(found))

    # ---- known names ----

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._known, key=len, reverse=True)
        spaced = [re.escape(form) for form in forms if not _CJK.search(form)]
        unspaced = [re.escape(form) for form in forms if _CJK.search(form)]
        ends = (
            r"(?:['’]?s|['’])?(?:[aeouyěůąęóiíé]?[mwvuhyi]{0,2})?"
            if self.language in INFLECTED
            else r"(?:['’]s|['’]|s)?"
        )
        parts = ([rf"(?<![^\W_])(?:{'|'.join(spaced)}){ends}(?![^\W_])"] if spaced else []) + unspaced
        return re.compile("|".join(parts) or r"(?!)")

    def masked(self, sentence: str) -> str:
        folded = fold(sentence)
        if len(folded) != len(sentence):
            return sentence
        out = list(sentence)
        for found in self._pattern.finditer(folded):
            out[found.start() : found.end()] = MASK * (found.end() - found.start())
        return "".join(out)

    def _is_ours(self, word: str) -> bool:
        """A trip's city or country under another name or ending."""
        key = fold(word).strip(".'’")
        match = gazetteer.find_city(key) if len(key) > 2 else None
        if isinstance(match, CityMatch) and match.exact and match.city_id in self.city_ids:
            return True
        if towns(self.language).get(key) in self._known or self._is_near(word):
            return True
        if (code := countries(self.language).get(key)) and fold(_country(code)) in self._known:
            return True
        if self.language in INFLECTED and len(key) >= 4:
            stems = {*self._known, *(name for name, english in towns(self.language).items() if english in self._known)}
            return any(
                " " not in one
                and len(one) >= 4
                and key[: max(4, len(one) - 2)] == one[: max(4, len(one) - 2)]
                and abs(len(key) - len(one)) <= 3
                for one in stems
            )
        return False

    def _is_near(self, word: str) -> bool:
        """A city of the trip by a name that only the list of the world's cities has."""
        return any(fold(city.name) in self._known for city in find_named(word))

    def _may_be_said(self, run: list[str]) -> bool:
        """Words with a capital that name no place, or that a known name consists of."""
        keys = [fold(word).strip(".") for word in run]
        plain = [key.removesuffix("'s").removesuffix("’s").strip("'’") for key in keys]
        if any(set(plain) <= tokens or _is_kin(set(plain), tokens) for tokens in self._parts):
            return True
        if " ".join(plain) in words.COMMON_RUNS:
            return True
        return all(
            key in words.SAYABLE
            or key in self._own
            or key in tongues_named()
            or key in weekdays()
            or key in months()
            or key.split("-")[0] in tongues_named()
            for key in plain
        )

    # ---- what looks like a name ----

    def _quoted(self, text: str) -> Iterator[str]:
        for found in _QUOTED.finditer(text):
            inside = (found["a"] or found["b"] or "").strip(f" .,{MASK}")
            starts_large = bool(re.match(_CAPITAL, inside)) and len(inside.split()) <= 6
            if inside and (starts_large or found["b"]) and not self._may_be_said(inside.split()):
                yield inside

    def _cities(self, text: str) -> Iterator[str]:
        """Cities of the atlas by any of their names."""
        for mention in gazetteer.mentions(text):
            match = mention.match
            known = isinstance(match, CityMatch) and match.city_id in self.city_ids
            capital = mention.typed[:1].isupper() or bool(_CJK.search(mention.typed))
            if (
                isinstance(match, CityMatch)
                and match.exact
                and capital
                and not known
                and not self._is_ours(mention.typed)
            ):
                yield mention.typed

    def _of_the_world(self, text: str) -> Iterator[str]:
        """Cities and countries as the language itself writes them; the longest names where words are not parted."""
        for names in (towns(self.language), countries(self.language)):
            for name in names:
                if len(name) < (2 if _CJK.search(name) else 4) or name not in fold(text):
                    continue
                bounded = _CJK.search(name) or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", fold(text))
                if bounded and not self._is_ours(name) and self._written_as_name(name, text):
                    yield name

    def _written_as_name(self, name: str, text: str) -> bool:
        at = fold(text).find(name)
        return not text[at].islower() or not re.match(r"[a-zà-ÿ]", text[at])

    def _unspaced(self, text: str) -> Iterator[str]:
        yield from (name for name in unspaced_names(text) if not self._is_ours(name))

    def _compounds(self, text: str) -> Iterator[str]:
        for found in words.COMPOUND.finditer(text):
            stem = found["stem"].casefold()
            common = stem in words.COMMON_STEMS or stem.rstrip("s") in words.COMMON_STEMS or len(stem) < 3
            if (
                not common
                and not self._may_be_said([found[0]])
                and self.language in {"de", "lb", "nl", "sv", "nb", "da"}
            ):
                yield found[0]

    def _german(self, text: str) -> Iterator[str]:
        """Where every noun has a capital: kinds beside a name, known names, cities after a preposition."""
        tokens = list(_TOKEN.finditer(text))
        for at, token in enumerate(tokens):
            word = token[0]
            key = fold(word)
            if not word[0].isupper() or key in _POLITE:
                continue
            if (
                (key in words.FAMOUS_ELSEWHERE and not self._may_be_said([word]))
                or self._is_world_city(word, text[: token.start()])
                or (
                    at
                    and (place := find_place_anywhere(word))
                    and len(word) > 4
                    and place.place.popularity >= 4
                    and key not in words.KIND_WORDS
                    and not self._may_be_said([word])
                )
            ):
                yield word
            following = next((one for one in tokens[at + 1 :] if fold(one[0]).strip("'’") not in _LINKS), None)
            if following is None or not following["word"][0].isupper():
                continue
            gap = text[token.end() : following.start("word")]
            if gap == " ":
                yield from self._german_pair(word, following[0], first=at == 0)
            elif _ROMANCE.fullmatch(gap) and not self._may_be_said([word, following["word"]]):
                yield f"{word}{gap}{following['word']}"

    def _german_pair(self, one: str, other: str, *, first: bool) -> Iterator[str]:
        keys = (fold(one), fold(other))
        if set(keys) & _POLITE or self._may_be_said([one, other]):
            return
        before, after = keys[0] in words.BEFORE | words.KIND_WORDS, keys[1] in words.KIND_WORDS
        plain = keys[1] in weekdays() or keys[1] in months() or self._may_be_said([other])
        adjective = one[0].isupper() and re.search(r"(?:er|e|es|en)$", one) and not first
        if (
            (before and not after and not plain and not first)
            or (after and adjective)
            or find_place_anywhere(f"{one} {other}")
        ):
            yield f"{one} {other}"

    def _is_world_city(self, word: str, before: str) -> bool:
        if not _CITY_LEAD.search(before) or fold(word) in _GERMAN_NOUNS or self._is_ours(word):
            return False
        return bool(find_named(word, _BIG)) and not self._may_be_said([word])

    def _capitals(self, text: str) -> Iterator[str]:
        """Runs of words with a capital, the first word of the sentence only where more speaks for a name."""
        tokens = list(_TOKEN.finditer(text))
        run: list[str] = []
        first_at = last_end = 0
        for at, token in enumerate([*tokens, None]):
            capital = token is not None and bool(re.match(_CAPITAL, token["word"]))
            if capital and token is not None and run and self._joined(text[last_end : token.start("word")]):
                run.append(token["word"])
            elif token is None or capital:
                if run:
                    yield from self._run(run, text, tokens, first_at)
                run, first_at = [token["word"]] if token is not None else [], at
            if capital and token is not None:
                last_end = token.end()

    def _joined(self, gap: str) -> bool:
        """Whether two words with a capital belong together: beside each other, or with an article between them."""
        return bool(_GAP.fullmatch(gap))

    def _run(self, run: list[str], text: str, tokens: list[re.Match[str]], at: int) -> Iterator[str]:
        if at == 0 or self._begins(text, tokens[at].start()):
            yield from self._at_the_start(run, tokens, at)
        elif (
            not self._may_be_said(run)
            and not all(self._is_ours(word) for word in run)
            and not self._is_ours(" ".join(run))
        ):
            yield " ".join(run)

    def _begins(self, text: str, start: int) -> bool:
        """Whether nothing but marks stands before, or the end of a sentence or a colon."""
        before = text[:start].rstrip(" “„\"«'‘(¡¿—–-•*")
        return not before or before[-1] in ".!?…:。！？\n"

    def _at_the_start(self, run: list[str], tokens: list[re.Match[str]], at: int) -> Iterator[str]:
        whole, rest = " ".join(run), run[1:]
        known = find_place_anywhere(whole)
        if known is not None and (len(run) > 1 or fold(whole) not in words.KIND_WORDS) and not self._may_be_said(run):
            yield whole
        elif fold(run[0]) in words.FAMOUS_ELSEWHERE and not self._may_be_said(run[:1]):
            yield run[0]
        elif (rest and not self._may_be_said(rest) and not all(self._is_ours(word) for word in rest)) or (
            rest and (fold(run[0]) in words.BEFORE or fold(rest[-1]) in words.KIND_WORDS) and not self._may_be_said(run)
        ):
            yield whole
        elif len(run) == 1 and at + 1 < len(tokens) and self._is_subject(run[0], tokens[at + 1][0]):
            yield run[0]

    def _is_subject(self, word: str, following: str) -> bool:
        """`Brixton is …`: one unknown word that does what only things with a name do."""
        key = fold(word)
        if (
            following not in words.COPULAS
            or key in words.NO_COPULA_SUBJECTS
            or key.endswith(("ing", "tion", "ness", "ment", "ción", "cion", "ung", "heit", "keit"))
        ):
            return False
        return not self._may_be_said([word]) and not self._is_ours(word) and bool(find_named(word) or len(key) > 4)


def _is_kin(run: set[str], name: frozenset[str]) -> bool:
    """The same name with its kind in another language: `Galerie Borghese` for Galleria Borghese."""
    kinds = {word for word in run if word in words.KIND_WORDS}
    own = run - kinds
    starts = {word[:3] for word in name if word in words.KIND_WORDS}
    return bool(own) and own <= name and bool(kinds) and all(kind[:3] in starts for kind in kinds)


def _is_place(word: str) -> bool:
    """Whether one word alone is known for a place, wherever it is."""
    return bool(find_named(word, _TOWN) or find_place_anywhere(word)) or fold(word) in words.FAMOUS_ELSEWHERE


def _country(code: str) -> str:
    return str(locale_of("en").territories.get(code, code))


def _words(name: str) -> Iterator[str]:
    for token in (found["word"] for found in _TOKEN.finditer(name)):
        yield token.removesuffix("'s").removesuffix("’s").strip("'’.")
        yield token


def _forms(name: str) -> Iterator[str]:
    """A name whole, without its article, without brackets, and its parts beside a stroke or an and."""
    key = fold(name).strip()
    parts = [key, re.sub(r"\s*\([^)]*\)", "", key), *re.findall(r"\(([^)]+)\)", key)]
    parts += [part for one in list(parts) for part in re.split(r"\s+(?:&|and|y|et|und|e)\s+|\s*/\s*|\s+[–-]\s+", one)]
    for part in parts:
        bare = re.sub(
            r"^(?:the|la|le|les|el|los|las|il|lo|i|gli|der|die|das|de|het|o|os|as)\s+|^l['’]", "", part
        ).strip(" ,")
        for form in (part.strip(), bare):
            if len(form) > 2 or (form and _CJK.search(form)):
                yield form
