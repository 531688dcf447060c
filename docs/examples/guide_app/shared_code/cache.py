"""Files that this app keeps on its instance for a while."""

import tempfile
import time
from pathlib import Path


def folder() -> Path:
    return Path(tempfile.gettempdir()) / "guide_app_cache"


def remove_older_than(hours: float) -> int:
    """Delete the files that have not been written to for so many hours; return how many there were."""
    oldest = time.time() - hours * 3600
    old = [path for path in folder().glob("*") if path.is_file() and path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
