"""One language of filters, what it finds, and search."""
