"""The conversations. Must not know of Telegram, the web, or SQL."""
