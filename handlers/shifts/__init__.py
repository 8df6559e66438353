"""Conversations about shifts: staff plan them, volunteers take them and come."""
