"""The learned judgement of blocks: what is main content and what stands around it."""
