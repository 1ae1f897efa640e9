"""What is deployed beside the product speaks of what the product tells, with the numbers that were agreed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import infra.telemetry.opening  # noqa: F401  registers everything that a process tells
from infra.settings import ROOT
from infra.telemetry.metrics import REGISTRY
from services.health.checks import DISK_LEAST, QUEUE_MOST
from services.health.objectives import AVAILABILITY, ERROR_RATE_ALERT, ERROR_RATE_TARGET, P95_ALERT_S

DEPLOY = ROOT / "deploy"
DASHBOARDS = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))
RULES = sorted((DEPLOY / "prometheus" / "rules").glob("*.yml"))
_METRIC = re.compile(r"\btripwright_[a-z0-9_]+")
_RECORDED = re.compile(r"\btripwright(?::[a-z0-9_]+)+")
_MATCHED = re.compile(r"\b(tripwright_[a-z0-9_]+)\{([^}]*)\}")


def _rules() -> list[dict]:
    return [rule for file in RULES for group in _yaml(file)["groups"] for rule in group["rules"]]


def _alerts() -> dict[str, dict]:
    return {rule["alert"]: rule for rule in _rules() if "alert" in rule}


def _panels() -> list[dict]:
    return [panel for file in DASHBOARDS for panel in json.loads(file.read_text())["panels"]]


def _expressions() -> list[str]:
    of_panels = [target["expr"] for panel in _panels() for target in panel["targets"]]
    return [*of_panels, *(rule["expr"] for rule in _rules())]


def _exported() -> dict[str, set[str]]:
    """Every sample that a process tells, with the labels that it may have."""
    told: dict[str, set[str]] = {}
    for collector in list(REGISTRY._collector_to_names):
        labels = set(getattr(collector, "_labelnames", ()))
        for family in collector.collect():
            known = labels | {name for sample in family.samples for name in sample.labels}
            endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
            told |= {f"{family.name}{ending}": known | {"le"} for ending in endings}
    return told


def _yaml(file: Path):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_every_file_parses():
    files = [file for file in DEPLOY.rglob("*") if file.suffix in (".yml", ".yaml", ".json")]
    assert len(files) >= 11
    for file in files:
        assert json.loads(file.read_text()) if file.suffix == ".json" else list(yaml.safe_load_all(file.read_text()))


def test_every_metric_that_is_named_is_told():
    exported = set(_exported())
    named = {name for expression in _expressions() for name in _METRIC.findall(expression)}
    assert len(named) > 25
    assert named <= exported


def test_every_metric_that_is_told_is_looked_at():
    named = {name for expression in _expressions() for name in _METRIC.findall(expression)}
    unseen = {re.sub(r"_(bucket|count|sum|total)$", "", name) for name in _exported()} - {
        re.sub(r"_(bucket|count|sum|total)$", "", name) for name in named
    }
    assert unseen <= {"tripwright_disk_free_bytes", "tripwright_process_threads"}


def test_every_label_that_is_asked_for_is_there():
    exported, scraped = _exported(), {"job", "instance"}
    for expression in _expressions():
        for name, matchers in _MATCHED.findall(expression):
            asked = {part.split("=")[0].rstrip("!~") for part in re.findall(r"[a-z_]+\s*(?:=~|!~|!=|=)", matchers)}
            assert {one.rstrip("=!~ ") for one in asked} <= exported[name] | scraped, expression


def test_every_recorded_rate_that_is_read_is_recorded():
    recorded = {rule["record"] for rule in _rules() if "record" in rule}
    read = {name for expression in _expressions() for name in _RECORDED.findall(expression)}
    assert read <= recorded


@pytest.mark.parametrize(
    ("alert", "beyond"),
    [
        ("ErrorRate", f"> {ERROR_RATE_ALERT}"),
        ("Latency", f"> {P95_ALERT_S}"),
        ("QueueBacklog", f"> {QUEUE_MOST}"),
        ("DiskSpace", f"< {DISK_LEAST}"),
        ("DatabaseConnection", "== 0"),
        ("BudgetSpent", f"> {ERROR_RATE_TARGET}"),
    ],
)
def test_alerts_fire_at_the_lines_that_the_product_itself_draws(alert, beyond):
    assert _alerts()[alert]["expr"].strip().endswith(beyond)


def test_the_lines_are_those_that_were_agreed():
    assert (ERROR_RATE_ALERT, P95_ALERT_S, QUEUE_MOST, DISK_LEAST) == (0.01, 0.5, 1_000, 0.2)
    assert (AVAILABILITY, ERROR_RATE_TARGET) == (0.999, 0.001)


def test_a_page_goes_out_within_five_minutes():
    prometheus = _yaml(DEPLOY / "prometheus" / "prometheus.yml")["global"]
    alertmanager = _yaml(DEPLOY / "alertmanager" / "alertmanager.yml")["route"]
    around = _s(prometheus["scrape_interval"]) + _s(prometheus["evaluation_interval"]) + _s(alertmanager["group_wait"])
    pages = {name: rule for name, rule in _alerts().items() if rule["labels"]["severity"] == "page"}
    assert {"ErrorRate", "Latency", "DatabaseConnection", "QueueBacklog", "DiskSpace", "Outside"} <= set(pages)
    assert all(_s(rule["for"]) + around < 300 for rule in pages.values())


def test_pages_reach_the_one_on_call_and_the_channel():
    config = _yaml(DEPLOY / "alertmanager" / "alertmanager.yml")
    receivers = {one["name"]: set(one) - {"name"} for one in config["receivers"]}
    assert receivers["on-call"] == {"pagerduty_configs", "opsgenie_configs", "slack_configs"}
    (page,) = config["route"]["routes"]
    assert page["receiver"] == "on-call"
    assert config["route"]["receiver"] in receivers
    secrets = [
        key for one in config["receivers"] for configs in list(one.values())[1:] for entry in configs for key in entry
    ]
    assert {"routing_key", "api_key", "api_url"}.isdisjoint(secrets)  # they come from files


def test_every_alert_leads_to_a_chapter_of_the_playbook():
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    chapters = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in told.splitlines()
        if line.startswith("#")
    }
    for name, rule in _alerts().items():
        file, _, chapter = rule["annotations"]["runbook"].partition("#")
        assert file == "docs/operations.md"
        assert chapter in chapters, name


def test_dashboards_are_whole():
    boards = [json.loads(file.read_text()) for file in DASHBOARDS]
    assert len({board["uid"] for board in boards}) == len(boards) == 4
    titles = " ".join(panel["title"] for panel in _panels())
    for subject in ("Response time", "Errors", "Jobs that wait", "Availability", "budget"):
        assert subject in titles
    for board in boards:
        assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def _s(duration: str) -> int:
    return int(duration[:-1]) * {"s": 1, "m": 60, "h": 3600}[duration[-1]]
