"""The city workbook: one file for a city's year, written, styled, read back and looked at before it is opened."""
