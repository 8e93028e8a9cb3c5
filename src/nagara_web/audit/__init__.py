"""The log: one event for every change, chained so that a missing or altered one is seen."""
