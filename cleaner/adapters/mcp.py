"""A server for assistants (Model Context Protocol) with three tools; it reads no file and fetches nothing.

Needs ``scrapewash[mcp]``. `cleaner mcp` runs it on standard input and output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner._version import __version__
from cleaner.pipeline import Pipeline
from cleaner.result import Result

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_ABOUT = (
    "Takes residue (ads, share bars, bylines, captions, menus, teasers) out of scraped articles and repairs broken "
    "characters. The clean text is the given text less what was cut: no word of it is changed or made up."
)


def server(preset: str = "article") -> MCPServer[Any]:
    """The server.

    Args:
        preset: what the tools cut: ``article``, ``safe`` or ``repair``.

    Raises:
        UnknownNameError: no such preset.
    """
    from mcp.server.mcpserver import MCPServer
    from mcp_types import ToolAnnotations

    pipeline = Pipeline.preset(preset)

    def clean_text(text: str) -> dict[str, Any]:
        """Clean the text of a scraped article, plain or Markdown. Gives the body, the metadata and flags."""
        return _told(pipeline.clean(text, kind="text"))

    def clean_html(html: str, url: str | None = None, markdown: bool = True) -> dict[str, Any]:
        """Clean a page of HTML that was already fetched. Gives the body (Markdown or text), metadata and flags."""
        return _told(pipeline.clean(html, kind="html", url=url), markdown=markdown)

    def explain(source: str) -> str:
        """Tell what would be cut from a text or page and what repaired: line, filter/rule and characters of each."""
        return pipeline.clean(source).explain() or "nothing is cut and nothing repaired"

    made: MCPServer[Any] = MCPServer("cleaner", instructions=_ABOUT, version=__version__)
    for tool in (clean_text, clean_html, explain):
        made.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    return made


def _told(result: Result, *, markdown: bool = False) -> dict[str, Any]:
    known = {name: value for name, value in result.metadata.to_dict().items() if value not in (None, [])}
    cut = sum(len(r.text) for r in result.removals if r.kind != "layout")
    return {
        "text": result.to_markdown() if markdown else result.text,
        "metadata": known,
        "characters_cut": cut,
        "flags": [str(flag) for flag in result.flags],
    }
