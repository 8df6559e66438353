"""Partners: associations, schools, companies, and citizens with something to give."""
