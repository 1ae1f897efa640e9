"""What a result depends on, hashed without git: the product's code and data, the suite's code, the libraries."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from evals.harness.canonical import sha256_of, sha256_of_files
from evals.harness.suite import Options, Suite
from infra.settings import ROOT

_PRODUCT = ("agents", "domain", "graphs", "infra", "planner", "prompts", "tools")
_HARNESS = ("evals/harness/suite.py", "evals/harness/work.py", "requirements/lock.txt")
_NOT_SOURCE = frozenset({".pyc", ".nbi", ".nbc", ".pyo"})


def source_hash(suite: Suite[Any, Any, Any]) -> str:
    """Of every file that a sample's record can depend on; `--data` is not among them."""
    folders = [ROOT / name for name in _PRODUCT]
    files = [path for folder in folders for path in _files_in(folder)]
    files += [ROOT / name for name in _HARNESS if (ROOT / name).exists()]
    files += _suite_files(suite)
    named = {_name(path): path for path in files}
    return sha256_of([sha256_of_files(named), platform.python_version()])


def _suite_files(suite: Suite[Any, Any, Any]) -> list[Path]:
    """The whole folder of a suite under evals/suites, otherwise the modules its functions are from."""
    suites = ROOT / "evals" / "suites"
    found: set[Path] = set()
    for function in _functions(suite):
        module = sys.modules[getattr(function, "__module__", type(function).__module__)]
        file = Path(module.__file__ or "")
        inside = suites in file.parents and file.parent != suites
        found.update(_files_in(suites / file.relative_to(suites).parts[0]) if inside else [file])
    return sorted(found)


def _functions(suite: Suite[Any, Any, Any]) -> Iterator[Any]:
    for function in (suite.load, suite.task, *suite.scorers, suite.metrics, suite.doctor):
        if function is not None:
            yield function.func if isinstance(function, partial) else function


def _files_in(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in _NOT_SOURCE and "__pycache__" not in path.parts
    ]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if ROOT in path.parents else path.name


def options_hash(options: Options) -> str:
    """Of what changes a sample's record: the data by its files' sizes and times, a tape by its content."""
    return sha256_of(
        {
            "data": _data_stamp(options.data),
            "seed": options.seed,
            "seconds": options.seconds,
            "model": _model_stamp(options.model),
        }
    )


def _data_stamp(data: Path | None) -> Any:
    if data is None:
        return None
    files = [data] if data.is_file() else sorted(path for path in data.rglob("*") if path.is_file())
    return [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in files]


def _model_stamp(model: str) -> str:
    kind, _, name = model.partition(":")
    if kind == "tape" and Path(name).is_file():
        return sha256_of_files({"tape": Path(name)})
    return model


def machine() -> dict[str, Any]:
    """What the seconds of a run depend on; names no host, user or path."""
    return {
        "system": platform.system(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
