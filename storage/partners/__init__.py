"""Who could take part: associations, schools, firms, and citizens with something to give."""
