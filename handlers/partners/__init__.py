"""Partners: who could take part, as they tell of themselves and as staff see them."""
