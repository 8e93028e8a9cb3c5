"""The paper on a plan: its data, tables, pictures and sentences."""
