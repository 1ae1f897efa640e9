"""No secret lies in the repository, and none is an attribute that prints itself."""

from __future__ import annotations

import re
import subprocess

import pytest
from pydantic import SecretStr

from infra.secrets.opening import secret_names
from infra.settings import ROOT, Settings

KNOWN = {
    "AWS access key": r"\bAKIA[0-9A-Z]{16}\b",
    "GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    "Google API key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "OpenAI key": r"\bsk-(?:proj-)?[A-Za-z0-9_-]{40,}\b",
    "Anthropic key": r"\bsk-ant-[A-Za-z0-9_-]{40,}\b",
    "our own API key": r"\bsk_live_[0-9a-f]{64}\b",
    "Stripe key": r"\b[sr]k_live_[0-9A-Za-z]{24,}\b",
    "Slack token": r"\bxox[abprs]-[0-9A-Za-z-]{20,}\b",
    "Vault token": r"\bhvs\.[A-Za-z0-9_-]{24,}\b",
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}",
    "JSON web token": r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
}
BEGINNINGS = r"AKIA|gh[pousr]_|AIza|sk-[A-Za-z0-9]|[sr]k_live_|xox[abprs]-|hvs\.|PRIVATE KEY-----|eyJ"
PUBLIC = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"  # the example of Stripe's documentation, in our tests of masking


def files():
    """Text files, tracked or such as the next commit would take, in which a secret's beginning stands."""
    command = ["git", "grep", "--untracked", "-lIzE", BEGINNINGS]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout.decode()
    for name in filter(None, listed.split("\0")):
        yield name, (ROOT / name).read_text(encoding="utf-8", errors="ignore")


def found_in(text: str) -> list[str]:
    text = text.replace(PUBLIC, "")
    return [kind for kind, pattern in KNOWN.items() if re.search(pattern, text)]


def test_no_file_of_the_repository_holds_a_secret():
    looked_into = dict(files())
    assert "tests/infra/test_masking.py" in looked_into, "the search itself works"
    leaks = {name: kinds for name, text in looked_into.items() if (kinds := found_in(text))}
    assert not leaks


def test_no_file_of_settings_is_tracked():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split()
    assert not [name for name in tracked if re.search(r"(^|/)\.env$|\.pem$|secret\.key|id_rsa", name)]


@pytest.mark.parametrize(
    "planted",
    [
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a" * 36,
        "sk_live_" + "0" * 64,
        "AIza" + "x" * 35,
        "-----BEGIN " + "PRIVATE KEY-----\n" + "A" * 64,
        "hvs." + "C" * 24,
    ],
)
def test_a_planted_secret_is_found(planted):
    assert re.search(BEGINNINGS, planted), "or no file with it would be looked into"
    assert found_in(f"key = '{planted}'")


def test_no_secret_setting_prints_itself():
    names = [name.lower() for name in secret_names()]
    settings = Settings(**{name: SecretStr("do-not-print") for name in names})
    assert "do-not-print" not in repr(settings) + str(settings) + settings.model_dump_json()
