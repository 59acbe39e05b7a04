"""A page of HTML into text, metadata and an account of what went: `python examples/one_page.py`."""

from cleaner import clean

PAGE = """<html><head><title>Ferry sails again - Harbour News</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ferry sails again</h1><p class="byline">By Hanna Lind</p>
<p>The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.</p>
<p>Advertisement</p>
<p>Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.</p>
<p>Islanders had been brought over in fishing boats meanwhile, which the board paid for, it said.</p></article>
<footer>Copyright Harbour News. All rights reserved.</footer></body></html>"""

result = clean(PAGE, url="https://news.example/ferry")
print(result.text)
print("title:  ", result.metadata.title)
print("authors:", ", ".join(result.metadata.authors))
for removal in result.removals:
    if removal.kind != "layout":
        print(f"removed: {removal.filter}/{removal.rule}: {' '.join(removal.text.split())!r}")
