"""Clean what an asynchronous crawler fetches, in processes of its own, so that the event loop goes on meanwhile."""

import asyncio
from concurrent.futures import ProcessPoolExecutor

import cleaner

FEED = [
    {"url": "https://news.example/ferry", "title": "Town keeps its last ferry", "published": "2026-05-01"},
    {"url": "https://news.example/mill", "title": "Old mill to become a school", "published": "2026-05-02"},
]


async def fetch(url: str) -> str:
    """What an HTTP client would bring; here a page made up on the spot."""
    await asyncio.sleep(0)
    name = url.rpartition("/")[2]
    article = f"<p>The {name} stood there when the town was built, and it is to stand there for a while yet.</p>" * 3
    return f"<title>News</title><nav><a href='/'>Home</a></nav><article>{article}<p>Share this article</p></article>"


def clean(page: str, entry: dict[str, str]) -> dict[str, object]:
    """Runs in a worker; what it gives back is small and plain. What the feed knows is handed on as hints."""
    result = cleaner.clean(page, **entry)
    return {"url": entry["url"], **result.to_dict(account=False)}


async def main() -> None:
    """Fetch all, clean each as it comes."""
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as pool:

        async def one(entry: dict[str, str]) -> dict[str, object]:
            return await loop.run_in_executor(pool, clean, await fetch(entry["url"]), entry)

        for record in await asyncio.gather(*map(one, FEED)):
            print(record["metadata"]["title"], "|", record["text"])


if __name__ == "__main__":
    asyncio.run(main())
