"""Volunteers: who wants to help, the roles there are, what both sides promise, and trials."""
