"""Memory that a long run has done with goes back to the system, where the C library can do that (glibc)."""

import ctypes
import gc
from contextlib import suppress
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # mallopt(3)
LARGE = 1 << 17
YOUNG = 20_000  # objects made before Python looks for circles among them; articles make many, and hardly a circle


@cache  # once: a service has many runs, and each would freeze what the one before has thrown away
def expect_long_run() -> None:
    """From now on each large block is the system's own again once it is free. Otherwise glibc raises what it takes for large up to 32 MB, and the
    texts of articles leave holes behind. And Python looks less often for circles."""
    look_less_for_circles()
    with suppress(OSError, AttributeError):
        for threshold in (MMAP_THRESHOLD, TRIM_THRESHOLD):
            ctypes.CDLL(None).mallopt(threshold, LARGE)


def look_less_for_circles() -> None:
    """What is there now stays until the end and need not be looked through again and again; of what is yet to come, more at a time."""
    gc.freeze()
    gc.set_threshold(YOUNG)


def give_back() -> None:
    """Gives free pages back."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
