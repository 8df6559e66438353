"""What the library and a partner have agreed: from the first expectation to the end."""
