"""Small numbers as people write them, in four languages."""

from __future__ import annotations

_WORDS = {
    0: "zero cero null",
    1: "one a an un una uno une ein eine einen einem einer single",
    2: "two dos deux zwei couple pair par zwo",
    3: "three tres trois drei",
    4: "four cuatro quatre vier",
    5: "five cinco cinq funf fuenf",
    6: "six seis sechs",
    7: "seven siete sept sieben",
    8: "eight ocho huit acht",
    9: "nine nueve neuf neun",
    10: "ten diez dix zehn",
    11: "eleven once onze elf",
    12: "twelve doce douze zwolf",
    13: "thirteen trece treize dreizehn",
    14: "fourteen catorce quatorze vierzehn",
    15: "fifteen quince quinze funfzehn",
    16: "sixteen dieciseis seize sechzehn",
    17: "seventeen diecisiete dix-sept siebzehn",
    18: "eighteen dieciocho dix-huit achtzehn",
    19: "nineteen diecinueve dix-neuf neunzehn",
    20: "twenty veinte vingt zwanzig",
    21: "twenty-one veintiuno veintiun veintiuna vingt-et-un vingt-et-une einundzwanzig",
    22: "twenty-two veintidos vingt-deux zweiundzwanzig",
    23: "twenty-three veintitres vingt-trois dreiundzwanzig",
    24: "twenty-four veinticuatro vingt-quatre vierundzwanzig",
    25: "twenty-five veinticinco vingt-cinq funfundzwanzig",
    26: "twenty-six veintiseis vingt-six sechsundzwanzig",
    27: "twenty-seven veintisiete vingt-sept siebenundzwanzig",
    28: "twenty-eight veintiocho vingt-huit achtundzwanzig",
    29: "twenty-nine veintinueve vingt-neuf neunundzwanzig",
    30: "thirty treinta trente dreissig",
}
VALUES = {word: value for value, words in _WORDS.items() for word in words.split()}
ARTICLES = frozenset("a an un una une ein eine einen einem einer".split())
_ORDINALS = {
    1: "first 1st primera primer premiere premier 1ere erste ersten",
    2: "second 2nd segunda segundo deuxieme 2e zweite zweiten",
    3: "third 3rd tercera tercer troisieme 3e dritte dritten",
    4: "fourth 4th cuarta quatrieme 4e vierte vierten",
    5: "last final ultima ultimo derniere dernier letzte letzten",
}
ORDINALS = {word: value for value, words in _ORDINALS.items() for word in words.split()}

# A number in digits or words, for use inside a larger pattern; longer words first.
NUMBER = r"(?:\d+|" + "|".join(sorted(VALUES, key=len, reverse=True)) + ")"
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"


def value_of(word: str) -> int:
    """KeyError for what NUMBER does not match; digits are capped at a billion."""
    if word.isdigit():
        return min(int(word[:12]), 10**9)
    return VALUES[word]
