"""What the tests of files share."""

import subprocess
import sys

DIRTY = "It rained all night, the warden said.\n\nAdvertisement\n\nBy noon the river was over its banks.\n"
CLEAN = "It rained all night, the warden said.\n\nBy noon the river was over its banks.\n"


def cleaner(*args, stdin=b"", **kwargs):
    """Run the command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "cleaner", *args], input=stdin, capture_output=True, **kwargs)


def temporaries(folder):
    """What is left of rewriting in `folder`."""
    return sorted(p.name for p in folder.rglob(".cleaner-*"))
