"""Strategies for the laws: any text, and text that looks like a scraped article."""

from hypothesis import strategies as st

LINES = [
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "By Hanna Lind",
    "By Hanna Lind and Omar Haddad",
    "Published 3 March 2024",
    "Share on Facebook",
    "Facebook Twitter WhatsApp",
    "Latest Headlines",
    "Read more: Why the dam was never finished",
    "Sign up for our newsletter",
    "Home › World › Europe",
    "Tags: bridge, ferry",
    "All rights reserved.",
    "River towns count the cost of a wet spring",
    "FLOODS: River towns count the cost of a wet spring",
    "A cyclist crosses the flooded market square. (Photo: Jane Roe/Reuters)",
    "The water came at night, and by morning the lower town could be reached by boat only, the warden said.",
    "BRUSSELS (AP) — The council voted on Tuesday to close the bridge for repairs until the end of the year.",
    "It was the team.Â",
    "donâ€™t",
    "- a list item",
    "Werbung",
    "広告",
    "その夜、川は二メートルも水位が上がり、朝には町の低い部分へは船でしか行けなくなったと、管理人は語った。",
    "",
    "   ",
]
anything = st.text(st.characters(), max_size=200)  # surrogates, NULs, controls and all
articles = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=25).map("\n".join)
texts = anything | articles
