"""The family of a browser, which is all that is kept of its User-Agent."""

from __future__ import annotations

ROBOT = "bot"
_ROBOTS = ("bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "curl/", "wget/", "python-", "headless")
# The first that is found: browsers also name those whose pages they can show.
_FAMILIES = (
    ("edg", "edge"),
    ("opr/", "opera"),
    ("samsungbrowser", "samsung"),
    ("firefox", "firefox"),
    ("fxios", "firefox"),
    ("crios", "chrome"),
    ("chrome", "chrome"),
    ("safari", "safari"),
)


def agent_family(user_agent: str) -> str:
    """One short word; "bot" for what is no traveller, "other" for what is not known."""
    told = user_agent.lower()
    if any(mark in told for mark in _ROBOTS):
        return ROBOT
    return next((family for mark, family in _FAMILIES if mark in told), "other")
