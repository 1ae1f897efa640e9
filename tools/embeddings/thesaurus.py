"""Words that mean nearly the same to a traveller, for the embedder that has no model.

Each line is a concept: a text with any of its words is near every text with any other of them.
"""

from __future__ import annotations

CONCEPTS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in """
quiet calm peaceful tranquil silent serene secluded hidden contemplative still
read reading book bookshop bookstore library literature literary writer poet poetry novel
brutalist brutalism concrete modernist modernism postwar
architecture building architect facade skyscraper tower contemporary
romantic couple sunset honeymoon date
view viewpoint sunset panorama skyline lookout rooftop overlook observation
photo photography photogenic instagram picture
child children kid kids family playground toddler
art painting gallery sculpture impressionism masterpiece fresco
street mural graffiti urban
history historic ancient medieval ruins archaeology heritage roman empire
temple shrine buddhist shinto zen pagoda monastery torii
church cathedral basilica chapel abbey christian
mosque islamic minaret ottoman muslim
jewish synagogue ghetto
garden botanical flower blossom cherry rose plant
park green lawn picnic trees
nature forest mountain hill wildlife woods
hike hiking trail walk trek climb
water river lake canal boat cruise ferry harbour waterfront
beach sea coast swim swimming sand surf
market bazaar souk stall vendor haggle
shop shopping boutique fashion mall
vintage antique flea secondhand retro
craft workshop artisan pottery ceramic weaving handmade
food eat gastronomy culinary tasting cooking
coffee espresso roastery cafe
wine vineyard winery tasting
beer brewery pub ale
cocktail bar nightlife club dance late
music concert jazz opera classical live orchestra
theatre drama stage performance show ballet
science technology engineering space physics invention
animal zoo aquarium fish penguin
anime manga otaku game gaming arcade pop-culture
design furniture applied bauhaus
war military memorial holocaust resistance soldier
royal palace king queen castle fortress court
spa bath onsen hammam sauna hot-spring wellness massage
rain indoor covered arcade
free budget cheap
odd quirky weird unusual curious offbeat strange eccentric
film cinema movie location
football stadium sport match
train railway tram transport maritime ship
death cemetery tomb catacomb grave mausoleum
local everyday neighbourhood residential authentic
night illuminated lights evening
""".strip().splitlines()
)
