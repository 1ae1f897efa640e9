"""Plans in the benchmark's own words, so that its parser can read them."""

from __future__ import annotations

from agents.tours import MeetingWish, TourWish
from agents.tours.conflict import said
from agents.tours.plan_meetings import Meeting
from evals.suites.naturalplan.calendar_task import CalendarRequest, Slot
from planner.journey import Journey, NoJourney


def trip_text(wish: TourWish, journey: Journey) -> str:
    """A line for each stay and for each flight."""
    stays = journey.sojourns
    lines = [f"Here is the trip plan for visiting the {len(stays)} European cities for {wish.days} days:", ""]
    for number, stay in enumerate(stays):
        days = stay.last_day - stay.first_day + 1
        if number:
            lines.append(f"**Day {stay.first_day}:** Fly from {stays[number - 1].town} to {stay.town}.")
        visit = f"Visit {stay.town}" if number else f"Arriving in {stay.town} and visit {stay.town}"
        lines.append(f"**Day {stay.first_day}-{stay.last_day}:** {visit} for {days} days.")
    return "\n".join(lines)


def conflict_text(wish: TourWish, none: NoJourney) -> str:
    """Why there is no plan: each of the wishes named could be met without the others."""
    if not none.proven:
        return "No trip plan was found in time, nor a proof that there is none."
    if not none.conflict:
        cities, days = len(wish.stays), wish.days
        return f"There is no such trip: no order of the {cities} cities has direct flights and lasts {days} days."
    wishes = said(none.conflict)
    return f"There is no such trip with the direct flights named. These wishes cannot be kept together: {wishes}."


def meeting_text(wish: MeetingWish, meetings: tuple[Meeting, ...]) -> str:
    steps = [f"You start at {wish.start} at {clock(wish.start_min)}."]
    here = wish.start
    for meeting in meetings:
        friend = meeting.friend
        if friend.place != here:
            arrival = clock(meeting.arrival)
            steps.append(f"You travel to {friend.place} in {meeting.travel} minutes and arrive at {arrival}.")
        if meeting.start > meeting.arrival:
            steps.append(f"You wait until {clock(meeting.start)}.")
        minutes, hours = meeting.end - meeting.start, f"{clock(meeting.start)} to {clock(meeting.end)}"
        steps.append(f"You meet {friend.name} for {minutes} minutes from {hours}.")
        here = friend.place
    return "SOLUTION: " + " ".join(steps)


def clock(minute: int) -> str:
    """`9:05AM`; past midnight the next day's hours."""
    hour, rest = divmod(minute % 1_440, 60)
    return f"{hour % 12 or 12}:{rest:02d}{'AM' if hour < 12 else 'PM'}"


def calendar_text(request: CalendarRequest, slot: Slot | None) -> str:
    if slot is None:
        return f"There is no time of {request.minutes} minutes at which everyone can meet."
    day, start = slot
    end = start + request.minutes
    return f"Here is the proposed time: {day}, {start // 60}:{start % 60:02d} - {end // 60}:{end % 60:02d} "
