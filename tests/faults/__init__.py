"""What a learner and her record must survive, done for real: each fault is a function that does it so many times and counts."""
