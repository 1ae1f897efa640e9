"""What the routes about accounts are asked, and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from domain.accounts import AccountStatus, Email, Line, Phone, User
from domain.identity import Permission, Principal, Role, permissions_of
from services.credentials.schemas import Code
from services.sessions.store import Session

Password = Annotated[SecretStr, Field(min_length=1, max_length=1000, description="10 to 128 characters, any of them")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", description="ISO 639, of the mails")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Register(_Body):
    """A new account; names may follow later."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"email": "ada@example.org", "password": "vermilion kayak tundra"}},
    )

    email: Email
    password: Password
    first_name: Line = ""
    last_name: Line = ""
    language: Language = "en"


class Login(_Body):
    email: Email
    password: Password


class AskMail(_Body):
    """Whose mail is asked for."""

    email: Email


class Verify(_Body):
    token: Annotated[str, Field(max_length=300, description="of the link in the mail")]


class Reset(Verify):
    password: Password


class ChangePassword(_Body):
    """`current_password` may be empty for an account that never had one."""

    current_password: Annotated[SecretStr, Field(max_length=1000)] = SecretStr("")
    new_password: Password


class Told(BaseModel):
    """A sentence for whoever asked; it is the same whether there is such an account or not."""

    message: str


class Profile(BaseModel):
    """An account as its owner sees it."""

    id: UUID
    tenant: str
    email: str
    verified_email: bool
    first_name: str
    last_name: str
    phone_number: str
    date_of_birth: date | None
    picture: str | None = Field(description="the address of 200 × 200 WebP; null: none")
    language: str
    roles: tuple[Role, ...]
    permissions: tuple[Permission, ...]
    has_password: bool
    strong: bool = Field(description="whether this session showed a second factor")
    created_at: datetime
    version: int

    @classmethod
    def of(cls, user: User, *, strong: bool) -> Profile:
        personal = user.personal
        return cls(
            id=user.id,
            tenant=user.tenant,
            email=personal.email,
            verified_email=user.verified,
            first_name=personal.first_name,
            last_name=personal.last_name,
            phone_number=personal.phone_number,
            date_of_birth=personal.date_of_birth,
            picture=f"/v1/profile/avatar?v={user.version}" if user.has_picture else None,
            language=user.language,
            roles=tuple(sorted(user.roles)),
            permissions=tuple(sorted(permissions_of(user.roles))),
            has_password=user.has_password,
            strong=strong,
            created_at=user.created_at,
            version=user.version,
        )


class ChangeProfile(_Body):
    """Only what is sent is changed; null empties it."""

    first_name: Line | None = None
    last_name: Line | None = None
    phone_number: Phone | None = None
    date_of_birth: date | None = None
    language: Language | None = None

    @field_validator("date_of_birth")
    @classmethod
    def _of_somebody_living(cls, value: date | None) -> date | None:
        if value is not None and not 1900 <= value.year <= date.today().year:
            raise ValueError("this is not the date of birth of anybody who travels")
        return value


class SignedIn(BaseModel):
    """`access_token` for the header `Authorization: Bearer …`; the refresh token is in a cookie of its own.

    `second_factor` is `["required_setup"]` for staff who have none yet: the console stays shut until they do.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 (a word of RFC 6750)
    expires_in: int = Field(description="seconds")
    second_factor: tuple[Literal["required_setup"], ...] = ()
    user: Profile


class HalfSignedIn(BaseModel):
    """The password was right; send one of these factors with the ticket, within five minutes."""

    second_factor: Annotated[tuple[str, ...], Field(min_length=1, examples=[["totp", "passkey"]])]
    ticket: str


class StepUp(_Body):
    """One of the four: a ticket of a factor that was just set up, or that factor itself.

    `current_password` is asked for where the sign-in is older than 15 minutes.
    """

    ticket: str | None = Field(default=None, min_length=1, max_length=200)
    code: Code | None = None
    recovery_code: str | None = Field(default=None, min_length=1, max_length=40)
    credential: dict[str, Any] | None = None
    current_password: Annotated[SecretStr, Field(max_length=1000)] = SecretStr("")

    @model_validator(mode="after")
    def _just_one(self) -> Self:
        if sum(one is not None for one in (self.ticket, self.code, self.recovery_code, self.credential)) != 1:
            raise ValueError("send one of ticket, code, recovery_code and credential")
        return self


class SessionView(BaseModel):
    """One place where the account is signed in; `current`: the one that asks."""

    id: str
    current: bool
    method: str
    strong: bool
    address: str
    agent: str
    created_at: datetime
    seen_at: datetime

    @classmethod
    def of(cls, session: Session, who: Principal) -> SessionView:
        names = ("id", "method", "strong", "address", "agent", "created_at", "seen_at")
        return cls(current=session.id == who.session_id, **{name: getattr(session, name) for name in names})


class SessionList(BaseModel):
    items: tuple[SessionView, ...]


class Ended(BaseModel):
    """How many sessions were ended."""

    ended: int


class UserView(BaseModel):
    """An account as an administrator sees it."""

    id: UUID
    tenant: str
    email: str
    verified_email: bool
    first_name: str
    last_name: str
    roles: tuple[Role, ...]
    status: AccountStatus
    status_reason: str
    created_at: datetime
    last_login_at: datetime | None
    has_picture: bool = Field(description="at …/picture; as of what is read, not of what a change answers")
    version: int

    @classmethod
    def of(cls, user: User) -> UserView:
        personal = user.personal
        return cls(
            id=user.id,
            tenant=user.tenant,
            email=personal.email,
            verified_email=user.verified,
            first_name=personal.first_name,
            last_name=personal.last_name,
            roles=tuple(sorted(user.roles)),
            status=user.status,
            status_reason=user.status_reason,
            created_at=user.created_at,
            last_login_at=user.last_login_at,
            has_picture=user.has_picture,
            version=user.version,
        )


class Suspend(_Body):
    reason: Annotated[Line, Field(min_length=3, max_length=300, description="the account's owner is told")]


class SetRoles(_Body):
    roles: Annotated[frozenset[Role], Field(min_length=1)]
