"""A linear program and how it is solved: arrays with names, HiGHS that stays warm, what clashes, what came of it."""
