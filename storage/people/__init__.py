"""Who there is: citizens, staff, where they come from, and who was invited."""
