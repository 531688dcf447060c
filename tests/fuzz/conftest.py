"""What a run is made of: ``FUZZ_SEED`` repeats one, and ``FUZZ_CASES`` sets its size."""

import os
from random import SystemRandom

SEED = int(os.environ.get("FUZZ_SEED") or SystemRandom().randrange(2**32))
CASES = int(os.environ.get("FUZZ_CASES") or 100_000)


def pytest_report_header() -> str:
    return f"fuzz: {CASES} cases, FUZZ_SEED={SEED}"
