"""A filter of your own: `python examples/own_filter.py`. It proposes cuts, which the pipeline carries out."""

from collections.abc import Iterator

from cleaner import Cut, Pipeline, View


class Horoscopes:
    """The daily horoscope that one feed puts into every article."""

    name = "horoscopes"

    def __call__(self, view: View) -> Iterator[Cut]:
        """A cut for each paragraph that begins as they do."""
        for block, text in zip(view.blocks, view.texts, strict=True):
            if text.startswith("Your stars today"):
                yield Cut(block.start, block.end, kind="related", rule="stars")


ARTICLE = """The council voted on Tuesday to close the old bridge for repairs, which will take until May.

Your stars today: Aries should stay at home.

The mayor said that the ferry would run twice an hour meanwhile, and be free of charge.
"""

pipeline = Pipeline.preset("article").with_filter(Horoscopes())
print(pipeline.clean(ARTICLE).text)
