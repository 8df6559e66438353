"""Two ends that become one person: the page and a Telegram chat, joined by a one-time link.

It may import all other subjects, because everything that a person has is joined.
"""
