"""Citizens and staff: their addresses, roles and invitations."""
