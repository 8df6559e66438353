"""The bots that Sammen is compared with, each written as its library's own documentation does it.

Each is a program of its own, told by the environment where the Bot API is and which port is its.
"""
