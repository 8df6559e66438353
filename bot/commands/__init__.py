"""What the command line does beside running the program: one module for each errand."""
