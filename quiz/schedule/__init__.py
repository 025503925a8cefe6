"""A learner's own schedule: fitted, compared, adopted; and why a question is due."""
