"""How people who share a trip are named to each other.

`Principal.owner` is never shown: a guest's is what opens their trips.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from services.accounts.parts import AccountWork

_USER = "user:"
GUEST = "Guest"


def person_id(trip_id: UUID, person: str) -> UUID:
    """Somebody's name within one trip, from which their own cannot be told."""
    return uuid5(trip_id, person)


def user_of(person: str) -> UUID | None:
    """The account; None for a guest."""
    try:
        return UUID(person.removeprefix(_USER)) if person.startswith(_USER) else None
    except ValueError:
        return None


async def names_of(work: AccountWork, people: Iterable[str]) -> dict[str, str]:
    """What each is called: by their names, else by their address without its host; guests are guests."""
    wanted = set(people)
    users = {user: person for person in wanted if (user := user_of(person)) is not None}
    found = dict.fromkeys(wanted, GUEST)
    for row in await work.rows.find_all(list(users)) if users else ():
        personal = work.rows.user(row).personal
        name = f"{personal.first_name} {personal.last_name}".strip() or personal.email.split("@")[0]
        found[users[row.id]] = name
    return found
