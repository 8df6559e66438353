"""What people do and meet in a real browser."""
