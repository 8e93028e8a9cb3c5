"""Estimates with their range, joint draws, intervals, variance shares, value of information."""
