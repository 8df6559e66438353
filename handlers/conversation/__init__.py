"""The core of all conversations: what a flow is, how it is walked, how answers are understood, and
how texts are rendered.
"""
