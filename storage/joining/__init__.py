"""Two ends that become one person: the page and a Telegram chat, joined by a one-time link.

Of all subjects only privacy is above it, because everything that a person has is joined.
"""
