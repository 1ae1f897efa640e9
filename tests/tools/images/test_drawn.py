from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from domain.place import Category
from tools.images.contract import ImageQuery
from tools.images.drawn import Drawn, draw


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_a_drawing_that_is_svg_and_carries_no_words(category):
    svg = draw(category, '"><script>alert(1)</script>')
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "script" not in svg


def test_the_same_name_gives_the_same_hills_and_another_name_others():
    assert draw(Category.TEMPLE, "a") == draw(Category.TEMPLE, "a")
    assert draw(Category.TEMPLE, "a") != draw(Category.TEMPLE, "b")


async def test_a_drawing_says_that_it_is_one():
    (photo,) = await Drawn().search_images(ImageQuery("Ramen Sen", "Kyoto", category=Category.RESTAURANT))
    assert photo.alt == "A drawing in place of a photo of Ramen Sen"
    assert photo.url == "/v1/images/drawn/restaurant?name=Ramen%20Sen%20Kyoto"
    assert Drawn().attribution(photo).text == "Drawn by Tripwright"
