"""Python's garbage collector, set for a web server that has loaded everything."""

import gc

# Objects made and not freed before the young ones are looked through; Python's own 700 is passed
# dozens of times by one page
YOUNG_OBJECTS = 20_000


def settle() -> None:
    """What is loaded stays: never look through it again, and workers go on sharing its memory.

    For the process that forks the workers. Without it the collector takes a sixth of a page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 50)
