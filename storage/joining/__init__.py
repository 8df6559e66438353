"""Two ends that become one: the page and a Telegram chat, joined by a one-time link.

It stands above all other subjects, because what becomes one is everything that a person has.
"""
