from planner.search.chance import below, draw, seeded


def test_a_seed_gives_one_sequence_and_another_seed_another():
    one, again, other = seeded(3), seeded(3), seeded(4)
    first = [draw(one) for _ in range(5)]
    assert first == [draw(again) for _ in range(5)]
    assert first != [draw(other) for _ in range(5)]


def test_numbers_are_spread_evenly():
    chance = seeded(0)
    numbers = [draw(chance) for _ in range(20_000)]
    assert all(0 <= number < 1 for number in numbers)
    assert abs(sum(numbers) / len(numbers) - 0.5) < 0.01
    dice = [below(chance, 6) for _ in range(12_000)]
    assert set(dice) == set(range(6))
    assert all(1_700 < dice.count(face) < 2_300 for face in range(6))
