"""The walk over a page: in linear time, and as the parser itself would walk."""

from random import Random

from lxml.etree import iterwalk

from cleaner.page import parse
from cleaner.page.tree import events


def test_walking_a_page_gives_what_the_parsers_own_walk_gives():
    chance = Random(5)
    bits = "<p> </p> <b> </b> <!--c--> <?x?> <br> <svg><g> </svg> <script>v</script> <object><i>q<!--z--> </object> t"
    for _ in range(200):
        page = "<!--a--><html><body>" + "".join(chance.choice([*bits.split(" "), " "]) for _ in range(40))
        root = parse(page).root
        walker = iterwalk(root, events=("start", "end", "comment", "pi"))
        expected = []
        for event, element in walker:
            if event == "start" and element.tag in ("script", "object"):
                walker.skip_subtree()
            expected.append((event if event in ("start", "end") else "other", element))
        assert list(events(root, {"script", "object"})) == expected
