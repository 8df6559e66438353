"""Ideas, needs and wishes, from the first words to what they became."""
