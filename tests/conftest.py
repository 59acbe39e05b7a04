"""Settings for the whole suite."""

from hypothesis import settings

settings.register_profile("suite", deadline=None, max_examples=150, derandomize=True)
settings.load_profile("suite")
