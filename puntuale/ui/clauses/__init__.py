"""An agreement in words: what its document says, clause by clause, in the reader's language.

`clauses_of(document)` gives the clauses; each sentence knows the keys and the lines it speaks of,
so that words and document can point at each other. The sentences address the customer: *we* are
the vendor, *you* are who reads.
"""
