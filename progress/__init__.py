"""What happened and what is due: the log of everything a learner did, and all that is derived from it.

Nothing here knows of YAML or of a screen; a question is known by its id, a string of the form ``topic/id``.
"""
