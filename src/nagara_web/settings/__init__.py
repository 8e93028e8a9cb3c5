"""Settings: everything that differs between two installations is read from the environment."""
