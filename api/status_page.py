"""The public status page: one document without scripts, so that it shows what it can when little else works."""

from __future__ import annotations

from html import escape

from services.health.schemas import DayOfService, PublicStatus, State

_SAID = {
    State.OK: "All systems work",
    State.DEGRADED: "Some things are slow or limited",
    State.DOWN: "There is an outage",
}
_STATES = {State.OK: "works", State.DEGRADED: "limited", State.DOWN: "down"}

CSS = """
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.banner { padding: .75rem 1rem; border-radius: .5rem; border-left: .4rem solid currentColor; }
.ok { color: light-dark(#0a6b3d, #5fd39b); } .degraded { color: light-dark(#8a5200, #f0b860); }
.down { color: light-dark(#b3261e, #ff9d94); }
ul { list-style: none; padding: 0; } li { display: flex; justify-content: space-between; padding: .4rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem 0; } td + td, th + th { text-align: right; }
footer { margin-top: 2rem; font-size: .875rem; opacity: .75; }
"""


def page_of(status: PublicStatus) -> str:
    """The document; whatever it shows is escaped."""
    components = "".join(
        f'<li>{escape(one.name)} <span class="{one.state.value}">{_STATES[one.state]}</span></li>'
        for one in status.components
    )
    days = "".join(_row(day) for day in reversed(status.days) if day.requests)
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tripwright status</title>
<link rel="stylesheet" href="/status.css"></head>
<body><main>
<h1>Tripwright status</h1>
<p class="banner {status.state.value}" role="status">{_SAID[status.state]}</p>
<ul>{components}</ul>
<h2>Last {status.window_days} days: {_share(status.availability)}</h2>
<table><thead><tr><th scope="col">Day (UTC)</th><th scope="col">Requests</th><th scope="col">Answered</th></tr></thead>
<tbody>{days or '<tr><td colspan="3">No requests yet</td></tr>'}</tbody></table>
</main>
<footer>As of {status.at:%Y-%m-%d %H:%M:%S} UTC. The same as data: <a href="/v1/status">/v1/status</a>.</footer>
</body></html>
"""


def _row(day: DayOfService) -> str:
    return f"<tr><td>{day.on}</td><td>{day.requests}</td><td>{_share(day.availability)}</td></tr>"


def _share(share: float | None) -> str:
    """Rounded down, so that 100 % means all of them."""
    return "no requests yet" if share is None else f"{int(share * 1e5) / 1e3:.3f} %"
