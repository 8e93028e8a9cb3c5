"""The paper that puts plans side by side: its data, tables, pictures and sentences."""
