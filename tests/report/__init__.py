"""Reports: a history as a file to be handed on."""
