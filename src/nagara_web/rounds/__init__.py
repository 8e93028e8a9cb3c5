"""The yearly round: window, reports, signatures, reviews, publication, handing on.

Where to begin: the rules stand in :mod:`nagara.rounds` (who may do what, last days, reminders) and know no database.
``access`` seats a person before a report and asks those rules. ``actions.steps`` makes one move: it holds the row,
asks the seat, writes one event, locks the answers; every other module of ``actions`` is a handful of such moves.
``queries`` collects what a page shows, ``contexts`` puts the page of a report together, ``sentences`` says every code
of the rules in words, ``post`` tells people, ``verdicts`` keeps what a reviewer decided about single figures, and
``papers`` and ``handing_table`` write what leaves the site.
"""
