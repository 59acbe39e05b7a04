"""Results made by hand, and the strings that a hostile page would put into each part of one."""

from __future__ import annotations

from cleaner.metadata.fields import Metadata
from cleaner.model import Block, Claim, Document, Dom, Edit, Flag, Removal, Source
from cleaner.read.lines import line_blocks
from cleaner.result import Result
from cleaner.view import View

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><input type=submit autofocus onfocus=alert(1)></form>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" autofocus tabindex=0 onfocus=alert(1) x="',
    "` onmouseover=alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    'https://example.org/" onclick="alert(1)',
    "https://example.org/'><script>alert(1)</script>",
    "{}*{background:url(javascript:alert(1))}",
    "k0{}</style><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<\ud800script>alert(1)</script>",
    "\u202e<script>alert(1)</script>\u202d",
    "{title} {style} %s %(x)s ${x}",
]


def made(scraped: str, *cuts: tuple[str, str, str], metadata: Metadata | None = None, **document: object) -> Result:
    """The result of cutting from `scraped` each (text, kind, ``filter/rule``) of `cuts`, in order."""
    source = Document(scraped, scraped, line_blocks(scraped), **document)  # type: ignore[arg-type]
    removals, at = [], 0
    for text, kind, rule in cuts:
        start = scraped.index(text, at)
        at = start + len(text)
        removals.append(Removal(start, at, text, kind, *rule.split("/")))  # type: ignore[arg-type]
    view = View(source, removals)
    both = sorted((*removals, *view.layout), key=lambda r: r.start)
    return Result(view.text, metadata or Metadata(), tuple(both), source, source.flags)


def hostile(payload: str) -> Result:
    """A result with `payload` in every place that a page, a file name or somebody's output can fill."""
    text = f"Kept {payload} text.\n\n{payload}\n\nMore {payload}."
    start = text.index(payload, text.index("\n\n"))
    end = start + len(payload)
    removal = Removal(start, end, payload, payload, payload, payload, 0.99, (payload, payload))  # type: ignore[arg-type]
    dom = Dom(payload, payload, (payload, payload), 0.5, True)
    blocks = (Block(0, start - 2, "paragraph", dom), Block(start, end, payload, dom))  # type: ignore[arg-type]
    repair = Edit(0, 4, payload, "Kept", payload, (payload,))
    original = payload + text[4:]
    flag = Flag(payload, payload)
    document = Document(original, text, blocks, "text", (repair,), (flag,), url=payload)
    claims = (Claim("title", payload, Source(payload)), Claim("title", payload + "2", Source(payload), 0.5))
    metadata = Metadata(
        title=payload,
        authors=(payload, payload),
        language=payload,
        image=payload,
        canonical_url=payload,
        tags=(payload,),
        sources={"title": payload},
        claims=claims,
    )
    return Result(text[:start] + text[end:], metadata, (removal,), document, (flag,))


TAGS = """
    html head meta title style body a header h1 h2 h3 p b div span bdi code nav ul li main section fieldset legend
    label input article del ins table caption thead tbody tr th td details summary svg rect path text
""".split()  # noqa: SIM905
ATTRIBUTES = """
    lang charset http-equiv content name class id href rel aria-label aria-labelledby aria-hidden role style type
    checked for tabindex scope title dir open viewbox width height x y d text-anchor
""".split()  # noqa: SIM905


def assert_inert(page: str) -> None:
    """Fail unless `page` holds nothing but our own elements and attributes, and leads nowhere but where it may."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(True):
        assert element.name in TAGS, element
        assert set(map(str.lower, element.attrs)) <= set(ATTRIBUTES), element
        href = element.get("href", "#")
        assert href.startswith(("#", "https://", "http://", "rules/", "documents/", "../")), href
        assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-:;.% " for c in element.get("style", "")), element
    assert len(soup.find_all("style")) == len(soup.find_all("title")) == 1
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
