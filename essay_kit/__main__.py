"""For authors: `python -m essay_kit check data` and `python -m essay_kit seal data`."""

import pathlib
import sys

from . import check
from .tables import seal

USAGE = "Say “python -m essay_kit check FOLDER” or “python -m essay_kit seal FOLDER”, with the course's data folder."


def main(arguments: list[str]) -> int:
    """Check a course's content, or note its tables as they are now; return the exit status."""
    if len(arguments) != 2 or arguments[0] not in ("check", "seal") or not pathlib.Path(arguments[1]).is_dir():
        print(USAGE)
        return 2
    if arguments[0] == "seal":
        changed = seal(pathlib.Path(arguments[1]))
        print(f"Noted as they are now: {', '.join(changed) or 'nothing had changed'}.")
        return 0
    mistakes = check(arguments[1])
    print("\n".join(mistakes) if mistakes else "All is well.")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
