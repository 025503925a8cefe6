"""A class without a server: how it stands, from the logs its students hand in."""
