"""Settings for all tests."""

from hypothesis import settings

# The same examples on every machine and run; a busy machine is no failure.
settings.register_profile("reconvene", derandomize=True, database=None, deadline=None)
settings.load_profile("reconvene")
