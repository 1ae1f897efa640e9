from __future__ import annotations

import pytest
from pydantic import ValidationError

from infra.settings import Settings


def test_a_wrong_value_names_its_setting(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_providers_are_configured_from_the_environment(monkeypatch):
    monkeypatch.setenv("PROVIDERS__PLACES__ORDER", '["atlas"]')
    monkeypatch.setenv("PROVIDERS__PLACES__TIMEOUT_S", "3")
    places = Settings().providers["places"]
    assert (places.order, places.timeout_s) == (("atlas",), 3)


def test_affiliates_without_an_id_are_absent(monkeypatch):
    monkeypatch.setenv("BOOKING_AFFILIATE_ID", "12345")
    assert Settings().affiliates == {"booking": "12345"}
    monkeypatch.setenv("AFFILIATES__SKYSCANNER", "sky-1")
    monkeypatch.setenv("AFFILIATES__KIWI", "")
    assert Settings().affiliates == {"booking": "12345", "skyscanner": "sky-1"}


def test_a_key_never_shows(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    assert "very-secret" not in repr(Settings())
