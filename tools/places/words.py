"""Ordinary words of four languages that are nearly, or exactly, the name of some city."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

ORDINARY_WORDS = frozenset(
    """
    parts part pairs pair parks park parc parcs parti paris-based party parting soul soup deli delis kids rooms roman romance romantic
    rome-style home some come rose role rope athena others lunch launch london-style bath baths reading read nice mobile
    split march may april june july august of date dates orange cork bray male deal sale ulm essen eating hamm kiel weil
    bonn born burn buy bury hull hell help hove over rugby derby leaf leave leaves live lively love lovely cash cost costs
    money money's bank bar bars best rest west east north south central center centre old new young big small spring
    summer autumn winter fall week weeks month months year years day days night nights morning evening today tomorrow
    weekend monday tuesday wednesday thursday friday saturday sunday hotel hotels hostel museum museums temple temples
    church churches garden gardens food foods wine wines beer beers coffee art arts history nature hiking hike beach
    beaches music shop shops shopping market markets family families kid child children baby wife husband partner friend
    friends girlfriend boyfriend mother father mum mom dad parents couple honeymoon adults adult people person train
    trains plane flight flights bus car taxi walk walks walking run running see seen sea seaside view views viewed
    visit visits visiting tour tours trip trips travel travels travelling holiday holidays vacation vacations break
    budget cheap luxury mid relax relaxed relaxing slow fast quick busy early late start end begin finish back front
    along among around about above below under until till from into with without want wants would like could should
    please thanks thank hello hola bonjour hallo guten salut plan plans planning make making need needs book books
    booking first second third last next then after before between both each every all any many much more most less
    least few several two three four five six seven eight nine ten euro euros dollar dollars pound pounds yen total
    maybe perhaps quiet peace pieces place places city cities town towns village country countries street streets
    area areas local locals vegan vegetarian halal kosher gluten diet ramen sushi tapas pizza pasta curry
    venue venues vienne vienes viene vienen veniste venir married mother lady ladies cairn cargo carol casual dub dubious
    prayer pray prays plague seals seal seoulful singer bangles bank madre madrina madras medina media tokens token
    budgets amster sidney kidney sister system venison lesbian lisp floral flower flowers florenz-style kyo key keys
    delicious delight dele della dell deli delta delhi-style romano roma-tomato lonely longer london-ish
    parisian paraiso paring parent parental parked berliner berries barely barca barcode atenas-style
    viaje viajes viajar semana semanas dia dias noche noches persona personas playa playas comida ciudad ciudades
    voyage voyages semaine semaines jour jours nuit nuits personne personnes plage plages ville villes pour avec sans
    reise reisen woche wochen tag tage nacht nachte personen strand stadt stadte fur mit ohne essen
    of off or on no not nothing other another
    barcelone-style cape town's nara-style chino china tour tours vence mainz lens toulon angers tours brest nancy
    rund rund- wollen rom-com romcom
    """.split()
)
