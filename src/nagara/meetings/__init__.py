"""Papers of a meeting, made from tracked data, and the text that the meeting agrees on.

A paper is made from one frozen value, :class:`nagara.meetings.tracked.Tracked`, that bears its cut-off date.
The same value gives the same paper: nothing here reads a clock, a network or a database.
"""
