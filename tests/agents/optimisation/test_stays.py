from agents.optimisation.exchange import exchange_for
from agents.optimisation.segments import divide
from agents.optimisation.stays import StayChoice, choose_within, stay_choices
from domain.money import Money
from domain.place import Category, Children, Level
from tests.agents.optimisation.trips import make_candidates, make_trip_request
from tests.make import make_stay


def choice(name: str, score: float, minor: int | None) -> StayChoice:
    cost = None if minor is None else Money(minor=minor, currency="EUR")
    return StayChoice(make_stay(f"avonlea/{name}"), score, cost)


def test_stays_step_down_where_money_is_saved_at_least_loss():
    one = [choice("grand", 90, 900), choice("good", 80, 400), choice("plain", 20, 300)]
    two = [choice("palace", 70, 500), choice("hut", 10, 450)]
    assert [c.place.id for c in choose_within([one, two], None)] == ["avonlea/grand", "avonlea/palace"]
    assert [c.place.id for c in choose_within([one, two], 900)] == ["avonlea/good", "avonlea/palace"]
    assert [c.place.id for c in choose_within([one, two], 0)] == ["avonlea/plain", "avonlea/hut"]


def test_level_and_party_decide():
    candidates = make_candidates("rome")
    for level in Level:
        request = make_trip_request("rome", days=3, level=level, party={"adults": 2, "children": (5,)})
        exchange = exchange_for(request, candidates)
        found = stay_choices(request, divide(request, candidates)[0], exchange)
        assert found[0].place.level is level
        assert all(c.place.children is not Children.ADULTS_ONLY for c in found)


def test_a_house_that_must_take_children_is_not_for_adults_only():
    candidates = make_candidates("rome")
    request = make_trip_request("rome", days=3, house_rules=("children",))
    found = stay_choices(request, divide(request, candidates)[0], exchange_for(request, candidates))
    assert found
    assert all(c.place.children is not Children.ADULTS_ONLY for c in found)


def test_the_kind_of_room_decides_between_houses():
    candidates = make_candidates("rome")
    hostels = {}
    for room in ("shared", "private"):
        request = make_trip_request("rome", days=3, level=Level.BUDGET, room=room)
        found = stay_choices(request, divide(request, candidates)[0], exchange_for(request, candidates))
        hostels[room] = [c.place.category is Category.HOSTEL for c in found].index(True)
    assert hostels["shared"] == 0 < hostels["private"]
