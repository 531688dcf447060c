"""Compare with the official SDK; needs it installed beside this package."""

from hypothesis import HealthCheck, settings

from . import rows as rows  # every test compares with what is meant to differ

# The same examples each time: a difference that shows up is there to stay until it is named or repaired.
settings.register_profile(
    "parity", derandomize=True, deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("parity")
