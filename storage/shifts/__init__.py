"""Shifts: who helps where and when, who waits, who was asked, who came.

A shift belongs to a role of volunteering; whether somebody may take it is asked of
`storage/volunteers/queries: may_work` and of nothing else.
"""
