"""SARIF 2.1.0, the format of code scanning services."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from cleaner._version import __version__
from cleaner.files.examine import Finding, fingerprint
from cleaner.files.fix import FileResult
from cleaner.files.report import Style, Totals, shown

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class SarifReport:
    """One SARIF log, when everything is known; what was carried out already is not in it."""

    def __init__(self) -> None:
        self._results: list[dict[str, object]] = []
        self._notes: list[dict[str, object]] = []
        self._rules: dict[str, int] = {}

    def file(self, result: FileResult, _style: Style) -> Iterator[str]:
        """Nothing yet."""
        location: dict[str, object] = {"artifactLocation": _artifact(result.examined.path)}
        for f in result.left:
            self._results.append(self._result(f, location))
        if result.error is not None:
            note: dict[str, object] = {
                "level": "error",
                "message": {"text": result.error},
                "locations": [{"physicalLocation": location}],
            }
            self._notes.append(note)
        return iter(())

    def end(self, totals: Totals, _statistics: bool) -> Iterator[str]:
        """The log."""
        rules = [{"id": name} for name in self._rules]
        run = {
            "tool": {"driver": {"name": "cleaner", "version": __version__, "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": self._results,
            "invocations": [{"executionSuccessful": not totals.errors, "toolExecutionNotifications": self._notes}],
        }
        yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"

    def _result(self, f: Finding, location: dict[str, object]) -> dict[str, object]:
        region = {"startLine": f.line, "startColumn": f.column, "endLine": f.end_line, "endColumn": f.end_column}
        return {
            "ruleId": f.name,
            "ruleIndex": self._rules.setdefault(f.name, len(self._rules)),
            "level": "warning",
            "message": {"text": shown(f)},
            "locations": [{"physicalLocation": {**location, "region": region}}],
            "partialFingerprints": {"cleaner/v1": fingerprint(f)[1]},
        }


def _artifact(path: str) -> dict[str, str]:
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(Path(path).as_posix().encode("utf-8", "surrogateescape")), "uriBaseId": "%SRCROOT%"}
