"""What a learner's record must survive, done for real: each fault is a function that does it so many times and counts."""
