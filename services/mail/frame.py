"""What a mail looks like: MJML laid out as tables that Outlook understands too, in the agency's dress."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import mrml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).with_name("templates")
_RIGHT_TO_LEFT = {"ar"}


@dataclass(frozen=True)
class MailLook:
    """`logo` is an address that anybody may load; empty: the name in letters."""

    name: str = "Tripwright"
    primary: str = "#0e5e54"
    logo: str = ""


def framed(template: str, language: str, look: MailLook, **values: Any) -> str:
    """HTML from an MJML template; every value is escaped there."""
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    told = {"language": language, "direction": direction, "look": look, **values}
    mjml = _environment().get_template(template).render(told)
    html: str = mrml.to_html(mjml).content
    # mrml says the direction "auto" whatever it is told; readers of mail do not know that word.
    return re.sub(r"<html[^>]*>", f'<html lang="{language}" dir="{direction}">', html, count=1)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
