"""From a city's waste survey to its annual report, every figure with its interval."""

__version__ = "0.1.0"
