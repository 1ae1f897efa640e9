"""The texts that people agree to, with the versions that a consent names."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.privacy.schemas import Purpose

CHANGED_ON = date(2026, 11, 21)  # of the newest text; a change of a text is a new version and asks for consent anew


class LegalText(BaseModel):
    """A text and where it stands."""

    model_config = ConfigDict(frozen=True)

    purpose: Purpose
    version: str
    title: str
    address: str


TEXTS = (
    LegalText(purpose=Purpose.PRIVACY, version=str(CHANGED_ON), title="Privacy policy", address="/privacy"),
    LegalText(purpose=Purpose.TERMS, version=str(CHANGED_ON), title="Terms of use", address="/terms"),
)
