"""Somebody arrives whom a provider vouches for: which account is theirs?

By issuer and subject, never by address: an address may change hands, and a provider may be wrong
about it. An address that has an account here is linked only once that account itself says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.accounts import Personal, User, normalise_email
from domain.errors import Conflict, Forbidden
from services.accounts.parts import AccountWork
from services.accounts.registration import create_user, find_user, find_user_by_email
from services.federation.pending import PendingLink
from services.federation.repository import FederationRepository
from tools.identity.contract import Identity


@dataclass(frozen=True)
class Trust:
    """What is believed of a provider (`_Trust` in schemas)."""

    method: str
    sign_up: bool = True
    trust_email: bool = False
    trust_mfa: bool = False
    email_domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrived:
    """`fresh`: linked in this very moment."""

    user: User
    strong: bool
    fresh: bool = False


async def arrive(work: AccountWork, trust: Trust, identity: Identity, language: str = "en") -> Arrived | PendingLink:
    """The account, or what has to be linked to one first; `language` is a new account's.

    Raises Forbidden for a stranger who may not come in.
    """
    rows = FederationRepository(work.session, work.tenant)
    strong = identity.strong and trust.trust_mfa
    known = await rows.find_identity(identity.issuer, identity.subject)
    if known is not None:
        known.last_used_at = work.now
        return Arrived(await _user(work, known.user_id), strong)
    email = _vouched(trust, identity)
    owner = await find_user_by_email(work, email)
    if owner is None:
        return await _sign_up(work, trust, identity, email, language)
    return PendingLink(tenant=work.tenant, user_id=owner.id, issuer=identity.issuer, subject=identity.subject)


async def link(work: AccountWork, user_id: UUID, issuer: str, subject: str) -> None:
    """The account says so itself; again changes nothing. Raises Conflict where the identity is another's."""
    owner = await FederationRepository(work.session, work.tenant).link(issuer, subject, user_id, work.now)
    if owner != user_id:
        raise Conflict("this identity belongs to another account already")


async def _sign_up(
    work: AccountWork, trust: Trust, identity: Identity, email: str, language: str
) -> Arrived | PendingLink:
    if not trust.sign_up:
        raise Forbidden("you have no account here, and this way of signing in makes none: ask your agency for one")
    personal = Personal(email=email, first_name=identity.first_name, last_name=identity.last_name)
    user = await create_user(work, personal, password_hash=None, verified=True, language=language, method=trust.method)
    if user is None:  # made by somebody else in this very moment
        raise Conflict("an account with this address was made just now: sign in again")
    await link(work, user.id, identity.issuer, identity.subject)
    return Arrived(user, identity.strong and trust.trust_mfa, fresh=True)


def _vouched(trust: Trust, identity: Identity) -> str:
    """The address that the provider vouches for. Raises Forbidden where it does not, or it is of elsewhere."""
    try:
        email = normalise_email(identity.email)
    except ValueError:
        email = ""
    if not email or not (identity.email_verified or trust.trust_email):
        raise Forbidden(
            "the provider does not vouch for your e-mail address: sign in another way, then link it in your profile"
        )
    domain = email.rpartition("@")[2]
    if trust.email_domains and domain not in trust.email_domains:
        raise Forbidden("your e-mail address is not of a house that may sign in this way")
    return email


async def _user(work: AccountWork, user_id: UUID) -> User:
    user = await find_user(work, user_id)
    if user is None:
        raise Forbidden("the account of this identity is gone")
    return user
