"""What the library has changed without code: values, texts, answers; every version of each."""
