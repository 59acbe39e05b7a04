"""Clean text with the structure that the page had: as Markdown, or as HTML of a few tags. No word is changed.

It stands below `Result`, which offers both, and above all that it needs: what stands, and the facts of the blocks.
"""
