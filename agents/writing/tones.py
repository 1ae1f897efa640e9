"""The tones that a text can be asked for in."""

from __future__ import annotations

from typing import Literal

Action = Literal["improve", "exciting", "formal", "casual", "shorter"]
Tone = Literal["", "formal", "casual", "exciting"]
TONES: dict[Tone, str] = {
    "": "",
    "formal": "formal and polite",
    "casual": "casual, as to a friend",
    "exciting": "vivid and full of anticipation, without exaggeration",
}
"""What a tone is called to a model; no words of anybody else get there."""
