"""What the measurements were made on, in a line."""

import os
import platform
from datetime import date
from pathlib import Path


def machine() -> str:
    """The day, the processors and the memory, the system and Python; and how busy it was when asked."""
    told = Path("/proc/cpuinfo")
    models = [line.split(":")[1].strip() for line in told.read_text().splitlines() if line.startswith("model name")]
    model = f"{len(models)} × {models[0]}" if models else f"{os.cpu_count()} × {platform.machine()}"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    today = date.today()  # noqa: DTZ011  # the day on which it was measured, where it was
    return (
        f"{today.isoformat()}, {model}, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )
