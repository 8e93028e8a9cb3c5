"""Read a declaration into blocks, clauses and parts: each a proposal with a confidence, which a person confirms.

Begin with :mod:`~nagara.commitments.importer.propose`; a person's corrections stand in
:mod:`~nagara.commitments.importer.confirm`. What the words of a language say is kept in the tables of ``words``.
"""
