"""How much memory a process has needed so far."""

from __future__ import annotations

import sys


def peak_memory() -> int | None:
    """Megabytes of this process so far; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3))
