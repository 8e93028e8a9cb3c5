"""What is asked of a plan: a city's zones, schemes, facilities, streams and ways, and the promises it must keep."""
