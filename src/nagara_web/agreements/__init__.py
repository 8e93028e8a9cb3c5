"""Agreements between cities and partners: parties, dates, what each obliges."""
