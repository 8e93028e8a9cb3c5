"""The climate chapter of the annual report: gases by source, site and line, each with its span."""
