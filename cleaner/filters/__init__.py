"""The built-in filters, one kind of residue each."""

from cleaner.filters.ads import AdLabels
from cleaner.filters.bylines import Bylines
from cleaner.filters.captions import Captions
from cleaner.filters.comments import CommentPrompts
from cleaner.filters.cookies import CookieNotices
from cleaner.filters.headlines import Headlines
from cleaner.filters.judged import Judged
from cleaner.filters.legal import Legal
from cleaner.filters.media import MediaLeftovers
from cleaner.filters.menus import Menus
from cleaner.filters.prompts import Prompts
from cleaner.filters.region import Region
from cleaner.filters.related import RelatedLinks
from cleaner.filters.repeats import Repeats
from cleaner.filters.share import ShareBars
from cleaner.filters.standfirsts import Standfirsts
from cleaner.filters.tags import TagLists
from cleaner.filters.tails import SectionTails
from cleaner.filters.timestamps import Timestamps

BUILT_IN = (
    AdLabels,
    Bylines,
    Captions,
    CommentPrompts,
    CookieNotices,
    Headlines,
    Judged,
    Legal,
    MediaLeftovers,
    Menus,
    Prompts,
    Region,
    RelatedLinks,
    Repeats,
    SectionTails,
    ShareBars,
    Standfirsts,
    TagLists,
    Timestamps,
)

__all__ = [
    "BUILT_IN",
    "AdLabels",
    "Bylines",
    "Captions",
    "CommentPrompts",
    "CookieNotices",
    "Headlines",
    "Judged",
    "Legal",
    "MediaLeftovers",
    "Menus",
    "Prompts",
    "Region",
    "RelatedLinks",
    "Repeats",
    "SectionTails",
    "ShareBars",
    "Standfirsts",
    "TagLists",
    "Timestamps",
]
