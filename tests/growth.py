"""How a cost grows with its input: ratios of CPU time, told so that a busy machine does not decide them."""

import gc
import time
from collections.abc import Callable

TRIES = 12


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of some work, without the collector's rounds, whose cost is the heap of the whole test run."""
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def grows_at_most(ratio: float, cost: Callable[[int], float], small: int, large: int, floor: float = 0.01) -> bool:
    """Whether `cost(large)` is at most so many times `cost(small)`, each the least of some tries.

    A busy machine only ever makes a try longer, so the first pair of leasts that fits tells; what truly grows faster
    fits in none. Costs under `floor` seconds are noise, and count as the floor.
    """
    fast = slow = float("inf")
    for _ in range(TRIES):
        fast, slow = min(fast, cost(small)), min(slow, cost(large))
        if slow <= ratio * max(fast, floor):
            return True
    return False
