"""Residue planted among the paragraphs of clean bodies. Only for training."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from _clean_forms import menu
from _line_views import KEEP, RESIDUE

# Residue that phrases give away, of many kinds and languages. Clean bodies are shown to the classifier with some of it
# among them as well: that a share bar stood beside a paragraph says nothing against the paragraph.
PLANTED = (
    "Advertisement", "ADVERTISEMENT", "Anzeige", "Publicité", "Publicidad", "Pubblicità", "Iklan", "Реклама", "広告",
    "Article continues below", "Story continues below advertisement", "SCROLL TO CONTINUE WITH CONTENT",
    "Share this article", "Share on Facebook", "Facebook", "Twitter", "Email", "Teilen", "Partager", "Compartir",
    "Read more: Ferry crews call off their strike", "Read also: The last baker of Mill Street retires",
    "Lesen Sie auch: Der alte Hafen wird umgebaut", "Lire aussi : La fanfare fête ses cent ans",
    "Baca juga: Harga ikan naik menjelang akhir pekan", "Leia também: Chuva fecha três escolas",
    "Related articles", "Most read", "Sign up for our newsletter", "Subscribe now", "Newsletter abonnieren",
    "Leave a comment", "Comments", "Kommentare", "Commentaires", "Комментарии", "Skip to content", "Log in", "Menu",
    "Follow us on Twitter", "Read more", "Mehr zum Thema", "Sur le même sujet", "Terms of use", "Privacy policy",
)  # fmt: skip


def planted(random: Random, body: Sequence[str]) -> list[tuple[str, int]]:
    """A clean body as lines, each with its label: known residue among its paragraphs, and often a menu around them."""
    lines = [(p, KEEP) for p in body]
    for _ in range(random.randint(1, 4)):
        at = random.choice((random.randint(0, len(lines)), max(0, len(lines) - 1), len(lines)))
        lines[at:at] = [(text, RESIDUE) for text in random.sample(PLANTED, random.randint(1, 4))]
    for at in {0: (0,), 1: (len(lines),), 2: (len(lines), 0)}.get(random.randint(0, 4), ()):
        lines[at:at] = [(label, RESIDUE) for label in menu(random)]
    return lines
