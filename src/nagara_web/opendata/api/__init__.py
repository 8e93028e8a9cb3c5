"""The API, version 1: published figures for everybody, a city's answers for programs of its officers."""
