"""The bots that Sammen is compared with, each written as the documentation of its library does it.

Each is a program of its own. The environment tells it where the Bot API is and which port to use.
"""
