from __future__ import annotations

import pytest

from tools.images.contract import ImageQuery
from tools.images.relevance import shows


@pytest.mark.parametrize(
    ("name", "city", "words", "expected"),
    [
        ("Kinkaku-ji (Golden Pavilion)", "Kyoto", "the golden pavilion kinkaku in snow", True),
        ("Kinkaku-ji (Golden Pavilion)", "Kyoto", "a temple in Kyoto", False),
        ("Ramen Sen", "Kyoto", "a bowl of noodles", False),
        ("Fushimi Inari Taisha", "Kyoto", "Fushimi Inari shrine at night", True),
        ("Musée d'Orsay", "Paris", "the clock of the Musee d Orsay", True),
        ("Sagrada Família", "Barcelona", "sagrada familia towers", True),
        ("City Museum", "Kyoto", "a city museum", False),
        ("City Museum", "Kyoto", "city museum of kyoto", True),
        ("Kyoto", "", "streets of Kyoto", True),
        ("Kyoto", "", "streets of Osaka", False),
        ("金閣寺", "", "雪の金閣寺", False),  # Japanese is not cut into words: another word is no proof
        ("金閣寺", "", "金閣寺 2019", True),
    ],
)
def test_a_picture_shows_what_its_words_name(name, city, words, expected):
    assert shows(ImageQuery(name, city), words) is expected
