"""The parts of a city's annual report, one module each: a result in, a section of the paper out."""
