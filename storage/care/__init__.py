"""Talks between a citizen and one of the staff, and what somebody must look after at once."""
