"""A result becomes pages: figures, tables, charts, HTML, PDF."""
