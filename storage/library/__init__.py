"""What a library changes without code: values, texts, answers. Every version of each is kept."""
