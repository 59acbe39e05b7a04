"""The server for assistants, with the real SDK and a real client."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from cleaner.cli import main
from cleaner.errors import require

ROOT = Path(__file__).parents[1]
TEXT = "It rained all night.\n\nAdvertisement\n\nBy noon the river was over its banks, the warden said."
PAGE = (
    "<title>Wet spring</title><nav><a href='/'>Home</a></nav><article><h1>Wet spring</h1>"
    + "<p>It rained all night, and by noon the <a href='/r'>river</a> was over its banks, the warden said.</p>" * 3
    + "</article>"
)


def test_without_the_sdk_it_says_what_to_install(monkeypatch, capfd):
    require.cache_clear()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["mcp"]) == 2
    assert "pip install 'scrapewash[mcp]'" in capfd.readouterr().err


def calls(server: Any, *wanted: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the tools of `server` answer."""
    from mcp import Client

    async def talk() -> list[Any]:
        async with Client(server) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == {"clean_text", "clean_html", "explain"}
            assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())
            return [await client.call_tool(name, arguments) for name, arguments in wanted]

    return asyncio.run(talk())


def test_tools_answer_a_client():
    pytest.importorskip("mcp")
    from cleaner.adapters.mcp import server

    text, page, plain, told, clean = calls(
        server(),
        ("clean_text", {"text": TEXT}),
        ("clean_html", {"html": PAGE, "url": "https://news.example/a"}),
        ("clean_html", {"html": PAGE, "markdown": False}),
        ("explain", {"source": TEXT}),
        ("explain", {"source": "It rained all night."}),
    )
    assert text.structured_content["text"] == TEXT.replace("Advertisement\n\n", "")
    assert text.structured_content["characters_cut"] == len("Advertisement")
    assert "[river](https://news.example/r)" in page.structured_content["text"]
    assert page.structured_content["metadata"]["title"] == "Wet spring"
    assert "](" not in plain.structured_content["text"] and "Home" not in plain.structured_content["text"]
    assert told.content[0].text == "3: ads/label: Advertisement"
    assert clean.content[0].text == "nothing is cut and nothing repaired"


def test_the_command_serves_on_standard_streams():
    mcp = pytest.importorskip("mcp")
    command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "cleaner", "mcp"], cwd=str(ROOT))
    (answer,) = calls(mcp.stdio_client(command), ("clean_text", {"text": TEXT}))
    assert "Advertisement" not in answer.structured_content["text"]
