"""Data of diplograph; no logic."""
