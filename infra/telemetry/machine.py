"""The machine and the process as psutil sees them: processor, memory, disk, network."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from infra.telemetry.metrics import REGISTRY

_PROCESS = psutil.Process()
_STARTED = time.time()


@dataclass(frozen=True)
class Machine:
    """Shares are 0 to 1; `cpu` since the last look, of all cores; bytes in bytes."""

    cpu: float
    load_1m: float
    memory_free: float
    memory_used_bytes: int
    disk_free: float
    disk_free_bytes: int
    process_memory_bytes: int
    process_threads: int


@dataclass
class Watch:
    """Where the disk is looked at; a folder that there is not yet stands for its nearest parent."""

    folder: Path = Path("/")


WATCH = Watch()


def machine(folder: Path | None = None) -> Machine:
    """How it stands now."""
    memory, disk = psutil.virtual_memory(), psutil.disk_usage(str(_existing(folder or WATCH.folder)))
    with _PROCESS.oneshot():
        resident, threads = _PROCESS.memory_info().rss, _PROCESS.num_threads()
    return Machine(
        cpu=psutil.cpu_percent(interval=None) / 100,
        load_1m=psutil.getloadavg()[0],
        memory_free=memory.available / memory.total,
        memory_used_bytes=memory.total - memory.available,
        disk_free=disk.free / (disk.used + disk.free),
        disk_free_bytes=disk.free,
        process_memory_bytes=resident,
        process_threads=threads,
    )


def uptime_s() -> float:
    """Seconds since this process began."""
    return time.time() - _STARTED


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())


class MachineCollector(Collector):
    """Asked when Prometheus asks."""

    def collect(self) -> Iterable[Metric]:
        now = machine()
        gauges = {
            "tripwright_cpu_usage_ratio": ("Processor time in use, all cores", now.cpu),
            "tripwright_load_1m": ("Processes that want a core, mean of a minute", now.load_1m),
            "tripwright_memory_free_ratio": ("Memory that is free or can be freed", now.memory_free),
            "tripwright_memory_used_bytes": ("Memory in use", now.memory_used_bytes),
            "tripwright_disk_free_ratio": ("Disk under the data folder that is free", now.disk_free),
            "tripwright_disk_free_bytes": ("Disk under the data folder that is free", now.disk_free_bytes),
            "tripwright_process_memory_bytes": ("Memory of this process", now.process_memory_bytes),
            "tripwright_process_threads": ("Threads of this process", now.process_threads),
            "tripwright_process_uptime_seconds": ("Since this process began", uptime_s()),
        }
        for name, (told, value) in gauges.items():
            yield GaugeMetricFamily(name, told, value=value)
        network = psutil.net_io_counters()
        yield CounterMetricFamily("tripwright_network_received_bytes", "By the machine", value=network.bytes_recv)
        yield CounterMetricFamily("tripwright_network_sent_bytes", "By the machine", value=network.bytes_sent)


REGISTRY.register(MachineCollector())
