"""People, their appointments, invitations and tokens."""
