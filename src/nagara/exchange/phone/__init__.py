"""Forms for phones, and what phone servers give out, read back as the tables of the form."""
