"""The household survey: its design and pilot, what was written in the field, its rates and their doubt."""
