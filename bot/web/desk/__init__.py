"""The desk's pages. Staff come in by a link; each page asks for the role it needs."""
