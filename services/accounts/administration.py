"""What administrators do with accounts: find, suspend, open again, have reset, and change what they may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.accounts import AccountStatus, User
from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound
from domain.identity import Principal, Role, permissions_of
from domain.listing import Listing, Slice
from services.accounts.letters import send_link, write_to
from services.accounts.links import Purpose
from services.accounts.parts import AccountWork
from services.accounts.repository import Wanted
from services.accounts.tables import UserRow

_ADMINS = frozenset({Role.ADMIN, Role.PLATFORM_ADMIN})


@dataclass(frozen=True)
class UserAdministration:
    """On behalf of `who`, whose own rights bound what they may do to others."""

    work: AccountWork
    who: Principal

    async def list(self, wanted: Wanted, listing: Listing) -> Slice[User]:
        rows = self.work.rows
        found = await rows.listed(wanted, listing)
        pictured = await rows.with_picture([row.id for row in found.rows])
        users = tuple(rows.user(row, has_picture=row.id in pictured) for row in found.rows)
        return Slice(users, found.total, found.end)

    async def names(self, user_ids: Sequence[UUID]) -> dict[UUID, str]:
        """What people are called, else their address; those that there are no more are left out."""
        users = [self.work.rows.user(row) for row in await self.work.rows.find_all(user_ids)]
        people = {user.id: user.personal for user in users}
        return {user: f"{one.first_name} {one.last_name}".strip() or one.email for user, one in people.items()}

    async def get(self, user_id: UUID) -> User:
        """Raises NotFound."""
        row = await self.work.rows.find(user_id)
        if row is None:
            raise NotFound("user", str(user_id))
        return self.work.rows.user(row, has_picture=bool(await self.work.rows.with_picture([user_id])))

    async def suspend(self, user_id: UUID, reason: str) -> tuple[User, bool]:
        """Nobody signs in to it, and its sessions end at once; whether it was open before.

        Raises Conflict for oneself and for the last administrator, Forbidden for somebody above oneself.
        """
        await self.work.rows.take_turns()
        row = await self._below(user_id)
        if user_id == self.who.user_id:
            raise Conflict("you cannot suspend yourself")
        fresh = row.status != AccountStatus.SUSPENDED
        if fresh:
            await self._keep_an_admin(row)
            row.status = AccountStatus.SUSPENDED
            write_to(self.work, row, "suspended", reason=reason)
            self._touch(row)
        row.status_reason = reason
        await self.work.parts.sessions.revoke_all(self.work.tenant, user_id)
        return self.work.rows.user(row), fresh

    async def activate(self, user_id: UUID) -> tuple[User, bool]:
        """Open again; whether it was suspended before."""
        row = await self._below(user_id)
        fresh = row.status == AccountStatus.SUSPENDED
        if fresh:
            row.status, row.status_reason = AccountStatus.ACTIVE, ""
            write_to(self.work, row, "activated")
            self._touch(row)
        return self.work.rows.user(row), fresh

    async def send_reset(self, user_id: UUID) -> User:
        """Mail the account's owner the link for a new password; nobody else learns or sets it."""
        row = await self._below(user_id)
        if row.status == AccountStatus.SUSPENDED:
            raise Conflict("the account is suspended: open it first")
        send_link(self.work, row, Purpose.RESET)
        return self.work.rows.user(row)

    async def set_roles(self, user_id: UUID, roles: frozenset[Role]) -> tuple[User, frozenset[Role]]:
        """The account and the roles it had; open sessions have the new ones at once.

        Raises Forbidden for more than one's own rights, Conflict where no administrator would be left.
        """
        await self.work.rows.take_turns()
        row = await self._below(user_id)
        before = frozenset(Role(role) for role in row.roles)
        self._may_give(roles, before)
        if before & _ADMINS and not roles & _ADMINS:
            await self._keep_an_admin(row)
        if roles != before:
            row.roles = sorted(roles)
            self._touch(row)
        await self.work.parts.sessions.set_roles(self.work.tenant, user_id, roles)
        return self.work.rows.user(row), before

    async def _below(self, user_id: UUID) -> UserRow:
        """The account, locked. Raises Forbidden for one that may do what the asker may not."""
        row = await self.work.rows.find(user_id, lock=True)
        if row is None:
            raise NotFound("user", str(user_id))
        if Role.PLATFORM_ADMIN in row.roles and not self.who.is_platform_admin:
            raise Forbidden("only a platform administrator may do this to another")
        return row

    def _may_give(self, roles: frozenset[Role], before: frozenset[Role]) -> None:
        if Role.PLATFORM_ADMIN in roles - before and not self.who.is_platform_admin:
            raise Forbidden("only a platform administrator makes another")
        if Role.PLATFORM_ADMIN in roles and self.work.tenant != "public":
            raise InvalidRequest([FieldError("roles", "platform administrators belong to the public house")])
        if not permissions_of(roles - before) <= self.who.permissions:
            raise Forbidden("nobody gives another more rights than their own")

    async def _keep_an_admin(self, row: UserRow) -> None:
        """Raises Conflict where nobody else could administrate the tenant."""
        if _ADMINS & frozenset(row.roles) and not await self.work.rows.other_admins(row.id):
            raise Conflict("this is the last administrator: name another first")

    def _touch(self, row: UserRow) -> None:
        row.updated_at, row.version = self.work.now, row.version + 1
