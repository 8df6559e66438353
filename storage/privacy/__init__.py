"""Everybody's data: what is kept and how long, taken out, erased, held."""
