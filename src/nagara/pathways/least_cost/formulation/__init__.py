"""A question becomes a program: what can be decided, rows that no plan can escape, figures and promises as rows."""
