"""What a long run asks of Python's memory."""

import subprocess
import sys

TWICE = """
import gc
from graph.memory import expect_long_run, give_back
expect_long_run()
frozen, kept = gc.get_freeze_count(), [[] for _ in range(100)]
expect_long_run()
give_back()
print(gc.get_freeze_count() == frozen > 0, gc.get_threshold()[0])
"""


def test_a_second_run_of_one_process_freezes_nothing_more() -> None:
    run = subprocess.run([sys.executable, "-c", TWICE], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "True 20000\n"
