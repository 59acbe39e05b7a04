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
MARKDOWN = [
    "# River towns count the cost",
    "## What to do",
    "By **Hanna Lind**",
    "*Published 3 March 2024*",
    "[Share on Facebook](https://example.org/share) | [Tweet](https://example.org/tweet)",
    "- [Home](/)\n- [News](/news)\n- [Sport](/sport)",
    "1. Rinse the barley under cold water.\n2. Leave it to drain.\n   Advertisement\n3. Simmer it.",
    "> The water came at night, the warden said, and nobody in the lower town had been told.\n>\n> Read more: The dam",
    "![A cyclist on the market square](https://example.org/a.jpg)",
    "*A cyclist crosses the flooded square. (Photo: Jane Roe/Reuters)*",
    "| Town | Litres |\n| --- | ---: |\n| Havre | 12 |\n| Share | 7 |",
    "```\nShare on Facebook\n```",
    "The water came at night, and by morning the lower town could be reached by [boat](/boat) only, the warden said.",
    "It rained.[^1]\n\n[^1]: All rights reserved.",
    "Sign up for our newsletter",
    "[dam]: https://example.org/dam",
    "Latest Headlines\n----------------",
    "* * *",
    '<div class="ad">Advertisement</div>',
    "",
]
markdown = st.lists(st.sampled_from(MARKDOWN) | st.text(max_size=20), max_size=15).map("\n\n".join)

ELEMENTS = [
    "<h1>River towns count the cost</h1>",
    "<h2>What to do</h2>",
    "<p class='byline'>By Hanna Lind</p>",
    "<time datetime='2024-03-03'>3 March 2024</time>",
    "<div class='share'><a href='/f'>Share on Facebook</a> <a href='/t'>Tweet</a></div>",
    "<ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul>",
    "<ol><li>Rinse the barley.</li><li>Advertisement</li><li>Simmer it.</li></ol>",
    "<p>The water came at night, and by morning the lower town could be reached by <b>boat</b> only, he said.</p>",
    "<p>It was the team.&Acirc; The bell <em>rang</em>&nbsp;twice, and nobody came out of the church to see why.</p>",
    "<figure><img src='a.jpg' alt='A cyclist'><figcaption>A cyclist. (Photo: Jane Roe/Reuters)</figcaption></figure>",
    "<table><tr><th>Town</th><td>Havre</td></tr><tr><th>Share</th><td>7</td></tr></table>",
    "<blockquote><p>Read more: Why the dam was never finished</p></blockquote>",
    "<pre>Share on Facebook\n  Tweet</pre>",
    "<aside><h3>Latest Headlines</h3><a href='/x'>Ferry to run on Sundays</a></aside>",
    "<p>Advertisement",
    "<div><div>",
    "</article>",
    "<script>var a = '<p>';</script>",
    "<!-- -->",
    "<footer>© 2024 The Valley Post. All rights reserved.</footer>",
]
pages = st.lists(st.sampled_from(ELEMENTS) | st.text(max_size=20), max_size=15).map(
    lambda inner: (
        f"<html><head><title>River towns</title></head><body><article>{' '.join(inner)}</article></body></html>"
    )
)
