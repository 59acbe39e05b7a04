"""The output formats by their names."""

from __future__ import annotations

from cleaner.files.report import GithubReport, JsonReport, Report, TextReport

OUTPUT_FORMATS = ("text", "json", "github", "sarif")


def report(name: str) -> Report:
    """A report in the output format `name`, one of `OUTPUT_FORMATS`."""
    if name == "sarif":
        from cleaner.files.sarif import SarifReport

        return SarifReport()
    made: dict[str, type[Report]] = {"text": TextReport, "json": JsonReport, "github": GithubReport}
    return made[name]()
