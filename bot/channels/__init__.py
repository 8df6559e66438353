"""The doors to other machines: mail today. Must not converse: that is the handlers' work."""
