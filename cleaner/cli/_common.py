"""What several commands share: the parser, the options that make a pipeline, safe printing."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from cleaner._io.show import say
from cleaner.config import Config, find_config, load_config
from cleaner.read import SHAPES
from cleaner.repair import LEVELS
from cleaner.rich.paragraphs import LAYOUTS

_HELP_WIDTH = 110


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """A help formatter of fixed width; argparse would import shutil to find the terminal's."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_HELP_WIDTH)


class Parser(argparse.ArgumentParser):
    """An argument parser that suggests the nearest option."""

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )

    def error(self, message: str) -> NoReturn:
        """Print the mistake, with the nearest option or value if one was misspelt, and exit with 2."""
        known = [option for action in self._actions for option in action.option_strings]
        if unknown := re.fullmatch(r"unrecognized arguments: (.*)", message, re.DOTALL):
            message = f"unknown argument {unknown[1]}{_near(unknown[1].split(), known)}"
        elif wrong := re.fullmatch(r"argument (.*): invalid choice: '(.*)' \(choose from (.*)\)", message, re.DOTALL):
            choices = re.findall(r"[\w-]+", wrong[3])
            hint = _near([wrong[2]], choices) or f"; there are: {', '.join(choices)}"
            message = f"{wrong[1]}: unknown value {wrong[2]!r}{hint}"
        elif absent := re.fullmatch(r"the following arguments are required: (.*)", message):
            message = f"{absent[1]} is missing"
        say(f"{message.removeprefix('argument ')} (see `{self.prog} --help`)")
        self.exit(2)


def _near(words: Iterable[str], known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = next((n for word in words for n in get_close_matches(word.partition("=")[0], known, n=1, cutoff=0.65)), None)
    return f"; did you mean {near}?" if near else ""


def add_pipeline_options(parser: argparse.ArgumentParser, default: str) -> None:
    """Add the options that choose what is cut; `default` is the command's own preset."""
    group = parser.add_argument_group("what is cut")
    group.add_argument("--preset", metavar="NAME", help=f"repair, safe or article (default: {default})")
    group.add_argument("--only", metavar="FILTER", action="append", help="run no filter but this one; may be repeated")
    group.add_argument("--without", metavar="FILTER", action="append", help="do not run this filter; may be repeated")
    group.add_argument(
        "--select", metavar="NAME", action="append", help="run only this FILTER or FILTER/RULE; see `cleaner rules`"
    )
    group.add_argument("--ignore", metavar="NAME", action="append", help="leave this FILTER or FILTER/RULE alone")
    group.add_argument("--repairs", metavar="LEVEL", help=f"{', '.join(LEVELS)} (default: certain)")
    group.add_argument("--shape", metavar="NAME", help=f"how plain text is laid out: {', '.join(SHAPES)}")
    group.add_argument(
        "--max-loss", metavar="SHARE", type=float, help="share of body text that may be lost on unseen sites, 0 to 1"
    )
    group.add_argument(
        "--extractor", metavar="NAME", help="what finds the article on a page: classifier (default) or trafilatura"
    )
    group.add_argument(
        "--include",
        metavar="PART",
        action="append",
        help="keep captions, comments, embeds or standfirst; may be repeated",
    )
    group.add_argument(
        "--leave-out",
        metavar="PART",
        action="append",
        help="cut code, embeds, headings, lists, quotes, replies or tables of pages; may be repeated",
    )
    group.add_argument(
        "--config", metavar="FILE", type=Path, help="read the settings from this file, not the nearest upward"
    )
    group.add_argument("--isolated", action="store_true", help="read no settings from any file")


def add_layout_options(group: argparse._ActionsContainer) -> None:
    """Add the options that choose the lines of the text that is written."""
    group.add_argument("--layout", choices=LAYOUTS, help="the lines of plain text (default: input)")
    unwrapped, to = "one paragraph a line, whatever the lines of the input: --layout paragraphs", "layout"
    group.add_argument("--unwrap", dest=to, action="store_const", const="paragraphs", help=unwrapped)


def config_from(args: argparse.Namespace) -> Config:
    """The settings of the nearest config file, overridden by the command line."""
    if args.isolated:
        config = Config()
    elif args.config is not None:
        config = load_config(args.config) or Config()
    else:
        config = find_config(Path.cwd())
    return config.override(
        preset=args.preset,
        only=_names(args.only),
        without=_names(args.without),
        select=_names(args.select),
        ignore=_names(args.ignore),
        repairs=args.repairs,
        max_loss=args.max_loss,
        shape=args.shape,
        extractor=args.extractor,
        include=_names(args.include),
        leave_out=_names(args.leave_out),
        layout=getattr(args, "layout", None),
    )


def _names(values: list[str] | None) -> tuple[str, ...] | None:
    """Names given one by one or with commas between them."""
    if values is None:
        return None
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())
