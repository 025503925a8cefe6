"""The pages of a learner's history: each a question that she has, answered in sentences and figures, without a screen."""
