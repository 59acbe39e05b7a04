"""Cookie notices."""

from cleaner.filters._base import Example, PhraseFilter


class CookieNotices(PhraseFilter):
    """Cookie notices and their buttons; an article on cookies stays."""

    name = "cookies"
    kind = "cookies"
    min_kinds = 1
    example = Example(
        """
- Accept all cookies

  The bakery sold out of cookies by noon, and the queue still reached the corner of the square.
"""
    )
