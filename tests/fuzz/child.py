"""Numbers of fuzzed files as arguments in, a line for each out: number, seconds, megabytes and problems, or what broke.

Run by `tests/proof/test_fuzz.py` as `python -m tests.fuzz.child FIRST END`. More than two seconds of a
processor for one file, or an address space of a gigabyte, and the system ends the process.
"""

from __future__ import annotations

import resource
import signal
import sys
from time import process_time

from tests.fuzz.files import TARGETS, file

SECONDS, ADDRESS_SPACE = 2, 1 << 30


def main() -> None:
    """Run the files from the first number to before the second."""
    for one in TARGETS.values():
        one.run(one.seeds()[0])  # what is read once is not counted against the first file
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        target, raw = file(number)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)  # its signal is not caught, so it ends the process
        start = process_time()
        problems = TARGETS[target].run(raw)
        spent = process_time() - start
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform == "darwin" else 1024)
        sys.stdout.write(f"{number} {target} {spent:.3f} {peak} {len(problems)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
