"""Serves pictures: from the shelf, else fetched, made small and put there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

import httpx

from infra.sealing import open_sealer
from infra.settings import Settings
from infra.tls import tls_context
from tools.images.picture_bank import PictureBank, Serving
from tools.images.providers import BANKS
from tools.images.serving.fetch import Fetcher, NoPicture, Origin
from tools.images.serving.links import PictureLink, Signer
from tools.images.serving.resize import WIDTHS, Format, resized
from tools.images.serving.shelf import Shelf
from tools.switchboard import ProviderConfig, Switchboard

_FAILED_S = 60.0
_MOST_FAILED = 2000
_AT_ONCE = 2
_HOSTS = {"unsplash": ("images.unsplash.com", "plus.unsplash.com")}


@dataclass(frozen=True)
class Picture:
    body: bytes
    form: Format
    kept: bool

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:32]}"'


@dataclass
class Gallery:
    """What a process needs to serve pictures; `banks` by name know their own addresses and keys."""

    signer: Signer
    fetcher: Fetcher
    shelf: Shelf
    banks: dict[str, PictureBank]
    offline: bool = False
    _failed: dict[str, float] = field(default_factory=dict)
    _busy: dict[str, asyncio.Lock] = field(default_factory=dict)
    _hands: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    def bank(self, provider: str) -> PictureBank | None:
        """Whose picture it is; photos of Google's places are Google's pictures."""
        return self.banks.get("google-photos" if provider.startswith("google") else provider)

    def serving(self, link: PictureLink) -> Serving:
        bank = self.bank(link.provider)
        return bank.serving if bank else "keep"

    def elsewhere(self, link: PictureLink, width: int) -> str | None:
        """The provider's own address in that width, where its terms want its pictures loaded from there."""
        bank = self.bank(link.provider)
        if bank is None or bank.serving != "redirect":
            return None
        parts = urlsplit(link.url)
        known = parts.scheme == "https" and parts.hostname in _HOSTS.get(bank.name, ())
        ours = (parts.scheme, parts.netloc) in self.fetcher.trusted
        return bank.sized(link.url, width) if known or ours else None

    async def picture(self, link: PictureLink, width: int, form: Format) -> Picture:
        """The picture in one of WIDTHS; raises NoPicture. Those that must not be stored are not."""
        name = f"{link.url} {width} {form}"
        keep = self.serving(link) == "keep"
        if keep and (body := await asyncio.to_thread(self.shelf.get, name)) is not None:
            return Picture(body, form, kept=True)
        lock = self._busy.setdefault(link.url, asyncio.Lock())
        try:
            async with lock:
                whole = await self._whole(link, width, keep=keep)
                async with self._hands:
                    body = await asyncio.to_thread(resized, whole, width, form)
        except NoPicture:
            self._remember_failure(link.url)
            raise
        finally:
            if not lock.locked():
                self._busy.pop(link.url, None)
        if keep:
            await asyncio.to_thread(self.shelf.put, name, body)
        return Picture(body, form, kept=keep)

    async def _whole(self, link: PictureLink, width: int, *, keep: bool) -> bytes:
        """Large enough to make every width of it, where it may be kept: the provider is then asked once."""
        name = f"{link.url} whole"
        if keep and (body := await asyncio.to_thread(self.shelf.get, name)) is not None:
            return body
        if self.offline or self._failed.get(link.url, 0.0) > time.monotonic():
            raise NoPicture("nobody is called" if self.offline else "failed a moment ago")
        bank = self.bank(link.provider)
        url = bank.sized(link.url, WIDTHS[-1] if keep else width) if bank else link.url
        body = await self.fetcher.fetch(url, bank.picture_headers if bank else lambda _: {})
        if not keep:
            return body
        async with self._hands:
            body = await asyncio.to_thread(resized, body, WIDTHS[-1], "jpeg")
        await asyncio.to_thread(self.shelf.put, name, body)
        return body

    def _remember_failure(self, url: str) -> None:
        """A provider that is down is not asked again for each picture of each page."""
        if len(self._failed) >= _MOST_FAILED:
            self._failed.clear()
        self._failed.setdefault(url, 0.0)
        if self._failed[url] < time.monotonic():
            self._failed[url] = time.monotonic() + _FAILED_S


@asynccontextmanager
async def open_gallery(settings: Settings) -> AsyncIterator[Gallery]:
    """A gallery with an HTTP client of its own; offline it serves what is on the shelf."""
    limits = httpx.Limits(max_connections=20, max_keepalive_connections=10)
    async with httpx.AsyncClient(verify=tls_context(), limits=limits, timeout=httpx.Timeout(10.0, connect=4.0)) as http:
        board, config = Switchboard(settings, http), ProviderConfig.of(settings)
        banks = {kind.name: kind(board.access(kind, config)) for kind in BANKS}
        keys = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir).keys
        fetcher, shelf = Fetcher(http, trusted_origins(settings)), Shelf(settings.data_dir / "images")
        yield Gallery(Signer(keys), fetcher, shelf, banks, offline=settings.offline)


def trusted_origins(settings: Settings) -> frozenset[Origin]:
    """Where the operator has us ask instead of a provider: an emulator, a mirror."""
    addresses = [settings.emulator, *settings.addresses.values()]
    parts = (urlsplit(address) for address in addresses if address)
    return frozenset((one.scheme, one.netloc) for one in parts)
