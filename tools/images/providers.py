"""Who can be asked for pictures, first asked first."""

from __future__ import annotations

from tools.images.contract import ImagesAdapter
from tools.images.drawn import Drawn
from tools.images.google_photos import GooglePhotos
from tools.images.pexels import Pexels
from tools.images.picture_bank import PictureBank
from tools.images.unsplash import Unsplash
from tools.images.wikimedia import Wikimedia

BANKS: tuple[type[PictureBank], ...] = (Unsplash, Pexels, GooglePhotos, Wikimedia)
PROVIDERS: tuple[type[ImagesAdapter], ...] = (Unsplash, Pexels, GooglePhotos, Wikimedia, Drawn)
