"""Requests to the reader: newsletter, app, subscription, registration, donation, paywall."""

from cleaner.filters._base import Example, PhraseFilter


class Prompts(PhraseFilter):
    """Prompts to subscribe, sign up, register, donate or get the app.

    A paragraph that reports on subscriptions stays.
    """

    name = "prompts"
    kind = "prompt"
    example = Example(
        """
  The paper lost a third of its subscribers within a year of the merger, its editor said.

- Sign up for our newsletter
- Download the app

  He asked readers to subscribe again, and some of them did so the same day.
"""
    )
