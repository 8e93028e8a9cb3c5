"""Pages of networks: those that everybody reads, and the rooms in which they are kept."""
