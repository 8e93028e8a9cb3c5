"""The paper on scenarios by hand: its data, changes and pictures."""
