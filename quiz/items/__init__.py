"""Which questions work, over the banks: for teachers."""
