"""Write the rows of docs/differences.md: `python -m parity.write_page`, in the folder `tests`."""

from pathlib import Path

from . import rows as rows
from .table import page

PAGE = Path(__file__).parents[2] / "docs" / "differences.md"

if __name__ == "__main__":
    PAGE.write_text(PAGE.read_text("utf-8").partition("\n## ")[0] + page(), "utf-8")
