"""`cleaner completion`: shell completion of commands, options and their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import NamedTuple

from cleaner._io.show import emit
from cleaner.cli import COMMANDS
from cleaner.cli._common import Parser

SHELLS = ("bash", "zsh", "fish")
_EPILOG = """bash: echo 'eval "$(cleaner completion bash)"' >> ~/.bashrc
zsh:  echo 'eval "$(cleaner completion zsh)"' >> ~/.zshrc
fish: cleaner completion fish > ~/.config/fish/completions/cleaner.fish"""

_BASH = """_cleaner() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "%(commands)s --help --version" -- "$word"))
        return
    fi
    case "${COMP_WORDS[1]} $before" in
%(values)s
    esac
    if [ -z "$words" ] && [ "${word#-}" != "$word" ]; then
        case "${COMP_WORDS[1]}" in
%(options)s
        esac
    fi
    [ -z "$words" ] || COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _cleaner cleaner
"""


class _Option(NamedTuple):
    """An option: its spellings, its choices, whether it takes a value, and its help."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    takes_value: bool
    help: str


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner completion", "Print what completes the command in a shell.", _EPILOG)
    made.add_argument("shell", choices=SHELLS, help="bash, zsh or fish")
    return made


def main(argv: Sequence[str]) -> int:
    """Print the script for the shell named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    emit(_fish() if args.shell == "fish" else _bash(zsh=args.shell == "zsh"))
    return 0


def _options(command: str) -> Iterator[_Option]:
    """The options of `command`, and what its first argument can be."""
    made: Parser = import_module(f"cleaner.cli.{command}").parser()
    for action in made._actions:
        values = tuple(str(v) for v in action.choices or ())
        yield _Option(tuple(action.option_strings), values, action.nargs != 0, action.help or "")


def _bash(*, zsh: bool) -> str:
    values, options = [], []
    for command in COMMANDS:
        own = list(_options(command))
        for option in own:
            for name in option.names or (command,):
                if option.values:
                    values.append(f'        "{command} {name}") words="{" ".join(option.values)}" ;;')
        names = " ".join(name for option in own for name in option.names)
        options.append(f'            {command}) words="{names}" ;;')
    script = _BASH % {"commands": " ".join(COMMANDS), "values": "\n".join(values), "options": "\n".join(options)}
    return f"autoload -Uz bashcompinit && bashcompinit\n{script}" if zsh else script


def _fish() -> str:
    lines = []
    for command, text in COMMANDS.items():
        lines.append(f"complete -c cleaner -n __fish_use_subcommand -f -a {command} -d {_quoted(text)}")
        here = f"complete -c cleaner -n {_quoted(f'__fish_seen_subcommand_from {command}')}"
        for option in _options(command):
            names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            wants = " -r" if option.names and option.takes_value else ""
            values = f" -f -a {_quoted(' '.join(option.values))}" if option.values else ""
            if names or values:
                lines.append(f"{here} {names}{wants}{values} -d {_quoted(option.help)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
