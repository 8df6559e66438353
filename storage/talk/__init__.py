"""Every word that is said and heard, where each conversation stands, and what is for later."""
