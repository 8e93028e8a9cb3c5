"""Declarations by clause: documents, what each clause undertakes, its thread through the years, and its measure."""
