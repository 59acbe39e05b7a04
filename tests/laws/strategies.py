"""Strategies for the laws: any text, and text that looks like a scraped article."""

import textwrap

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

# Bodies by language, and what scrapers leave between their paragraphs.
BODIES = {
    "en": [
        "The water came at night, and by morning the lower town could be reached by boat only, the warden said.",
        "Nobody had slept. The ferry left at six, as it has done on every working day since the bridge was closed.",
        "“We warned them twice,” said Ida Moen, who has kept the bridge house for nineteen years. “Now they pay.”",
        "Repairs will cost four million, the harbour board said on Tuesday, and nobody knows who is to pay for them.",
    ],
    "de": [
        "Das Wasser kam in der Nacht, und am Morgen war die Unterstadt nur noch mit dem Boot zu erreichen.",
        "Niemand hatte geschlafen. Die Fähre legte um sechs ab, wie an jedem Werktag, seit die Brücke gesperrt ist.",
        "„Wir haben zweimal gewarnt“, sagte Ida Moen, die das Brückenhaus seit neunzehn Jahren hütet.",
        "Die Reparatur wird vier Millionen kosten, teilte der Hafenrat am Dienstag mit, und niemand weiß, wer zahlt.",
    ],
    "es": [
        "El agua llegó de noche, y por la mañana a la ciudad baja solo se podía ir en barca, dijo el guarda.",
        "Nadie había dormido. El transbordador salió a las seis, como todos los días desde que cerraron el puente.",
        "La reparación costará cuatro millones, dijo el martes la junta del puerto, y nadie sabe quién la pagará.",
    ],
    "ja": [
        "その夜、川は二メートルも水位が上がり、朝には町の低い部分へは船でしか行けなくなったと、管理人は語った。",
        "誰も眠れなかった。渡し船は六時に出た。橋が閉じられてから、平日は毎日そうしている。",
        "修理には四百万かかると港の役所は火曜日に発表したが、誰が払うのかはまだ決まっていない。",
    ],
}
BETWEEN = {
    "en": [
        "Advertisement",
        "Share on Facebook",
        "Sign up for our newsletter",
        "Read more: Why the dam was never finished",
        "Latest Headlines",
        "© 2024 The Valley Post. All rights reserved.",
        "A cyclist on the market square. (Photo: Jane Roe/Reuters)",
    ],
    "de": [
        "Anzeige",
        "Auf Facebook teilen",
        "Lesen Sie auch: Warum der Damm nie fertig wurde",
        "Alle Rechte vorbehalten.",
        "Mit Material von dpa",
    ],
    "es": ["Publicidad", "Compartir en Facebook", "Lea también: Por qué nunca acabaron la presa"],
    "ja": ["広告", "シェアする", "関連記事", "あわせて読みたい：港の猫、三十匹の名前"],
}
HEADS = {
    "en": ["River towns count the cost of a wet spring", "By Hanna Lind", "3 March 2024, 14:05"],
    "de": ["Die Stadt rechnet nach dem nassen Frühling", "Von Hanna Lind", "3. März 2024, 14:05 Uhr"],
    "es": ["La ciudad hace cuentas tras la primavera", "Por Hanna Lind", "3 de marzo de 2024"],
    "ja": ["川の町、雨の春の損害を数える", "2024年3月3日 14時05分"],
}


@st.composite
def parts(draw: st.DrawFn) -> list[str]:
    """The lines of an article: a head, paragraphs, and between them what is none of it."""
    lang = draw(st.sampled_from(sorted(BODIES)))
    between = st.lists(st.sampled_from(BETWEEN[lang]), max_size=2)
    made = draw(st.lists(st.sampled_from(HEADS[lang]), unique=True, max_size=3))
    for paragraph in draw(st.lists(st.sampled_from(BODIES[lang]), min_size=1, max_size=6, unique=True)):
        made += [*draw(between), paragraph]
    return [*made, *draw(between)]


def flattened(lines: list[str]) -> str:
    """As ``" ".join(p.get_text() for p in …)`` leaves them."""
    return " ".join(lines)


def glued(lines: list[str]) -> str:
    """As ``get_text()`` leaves them."""
    return "".join(lines)


def wrapped(lines: list[str], width: int = 60) -> str:
    """As mail and lynx leave them; lines of a script without blanks are broken anywhere."""
    return "\n\n".join("\n".join(_broken(line, width)) for line in lines) + "\n"


def _broken(line: str, width: int) -> list[str]:
    if " " in line:
        return textwrap.wrap(line, width, break_on_hyphens=False)
    return [line[i : i + width // 2] for i in range(0, len(line), width // 2)]


def marked_up(lines: list[str]) -> str:
    """As a converter to Markdown leaves them."""
    kinds = ["{}", "- {}", "> {}", "**{}**", "[{}](https://example.org/a)"]
    return "# " + "\n\n".join(kinds[(len(line) * 7) % len(kinds)].format(line) for line in lines)


SHAPED = {"flat": flattened, "glued": glued, "wrapped": wrapped, "markdown": marked_up}
