"""How the database came to look as it does. Run by `storage/migrate.py` only."""
