"""Corpora, from a folder to millions of pages: resumable, and a bad page costs only itself."""

from cleaner.corpus.batch import clean_batch, output_schema
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.run import Progress, Summary, run

__all__ = ["Limits", "Progress", "Recipe", "Summary", "clean_batch", "output_schema", "run"]
