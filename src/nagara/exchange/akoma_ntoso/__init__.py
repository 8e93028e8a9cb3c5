"""Declarations as Akoma Ntoso 3.0, the OASIS standard of legal and parliamentary documents, out and in.

A document becomes a ``statement``; each clause and part has an ``eId``, which is its permalink and the
same in every language. What the standard has no place for, such as confidence and the exact places of
overlapping phrases, stands in its ``proprietary`` part, so that the way out and back loses nothing.
"""

from nagara.exchange.akoma_ntoso.names import clause_eid, part_eid, work_iri
from nagara.exchange.akoma_ntoso.read import Reading, read_akoma_ntoso
from nagara.exchange.akoma_ntoso.write import akoma_ntoso, expressions

__all__ = ["Reading", "akoma_ntoso", "clause_eid", "expressions", "part_eid", "read_akoma_ntoso", "work_iri"]
