"""The paper on cities that share plants: its data, tables, picture and sentences."""
