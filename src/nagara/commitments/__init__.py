"""What forums promised, clause by clause: documents, clauses, their threads through the years, and what became of them.

The clause is the unit of truth. A document is known by its forum, session and kind; its names are
labels with dates. Sources that contradict each other both stand, each with its date.
"""
