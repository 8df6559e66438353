"""Introductions: two sides who could do something together are asked, and both say yes."""
