from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from agents.tours import Friend, MeetingWish, Travel
from agents.tours.plan_meetings import plan_meetings, searched
from tests.agents.tours.rendering import meeting_days


def day(*friends: Friend) -> MeetingWish:
    places = ["Base", *(friend.place for friend in friends)]
    ways = tuple(Travel(a, b, 10) for a in places for b in places if a != b)
    return MeetingWish("Base", 540, friends, ways)


@settings(max_examples=60, deadline=None)
@given(meeting_days())
def test_every_meeting_is_in_time_and_nobody_is_met_twice(wish: MeetingWish):
    meetings = plan_meetings(wish)
    told = {(way.origin, way.target): way.minutes for way in wish.travel}
    assert len({meeting.friend.name for meeting in meetings}) == len(meetings)
    here, now = wish.start, wish.start_min
    for meeting in meetings:
        assert meeting.travel == told[here, meeting.friend.place]
        assert meeting.arrival == now + meeting.travel
        assert meeting.start == max(meeting.arrival, meeting.friend.windows[0][0])
        assert meeting.end - meeting.start == meeting.friend.minutes
        assert meeting.end <= meeting.friend.windows[0][1]
        here, now = meeting.friend.place, meeting.end


def test_a_friend_more_outweighs_an_earlier_end():
    early = Friend("Ines", "Mill", ((540, 700),), 90)
    first, second = Friend("Tomas", "Bank", ((540, 600),), 30), Friend("Milo", "Dock", ((600, 650),), 30)
    assert [m.friend.name for m in plan_meetings(day(early, first, second))] == ["Tomas", "Milo"]


def test_of_equal_days_the_one_that_is_over_soonest():
    friends = Friend("Ines", "Mill", ((540, 1200),), 30), Friend("Tomas", "Bank", ((540, 1200),), 30)
    wish = MeetingWish("Base", 540, friends, tuple(
        Travel(a, b, minutes) for a, b, minutes in (("Base", "Mill", 30), ("Base", "Bank", 5), ("Mill", "Bank", 9), ("Bank", "Mill", 9))
    ))  # fmt: skip
    assert [m.friend.name for m in plan_meetings(wish)] == ["Tomas", "Ines"]


def test_a_way_told_in_one_direction_counts_for_both():
    wish = MeetingWish("Base", 540, (Friend("Ines", "Mill", ((540, 700),), 30),), (Travel("Mill", "Base", 12),))
    assert [(m.travel, m.start) for m in plan_meetings(wish)] == [(12, 552)]


def test_a_place_that_no_way_leads_to_is_left_out():
    wish = MeetingWish("Base", 540, (Friend("Ines", "Mill", ((540, 700),), 30),), ())
    assert plan_meetings(wish) == ()


def test_friends_at_one_place_need_no_way_between():
    friends = Friend("Ines", "Mill", ((540, 700),), 30), Friend("Tomas", "Mill", ((540, 700),), 30)
    wish = MeetingWish("Base", 540, friends, (Travel("Base", "Mill", 5),))
    assert [m.travel for m in plan_meetings(wish)] == [5, 0]


def test_the_planner_keeps_to_the_same_rules():
    friends = tuple(Friend(f"F{i}", f"P{i}", ((540 + 35 * i, 640 + 35 * i),), 20) for i in range(6))
    found, best = searched(day(*friends), seconds=5.0), plan_meetings(day(*friends))
    assert len(found) <= len(best) == 6
    assert all(a.end + b.travel <= b.start for a, b in pairwise(found))


def test_a_day_of_very_many_friends():
    friends = tuple(Friend(f"F{i}", f"P{i}", ((560 + 30 * i, 590 + 30 * i),), 20) for i in range(18))
    assert len(plan_meetings(day(*friends))) == 18
