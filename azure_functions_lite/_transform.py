"""`dataclass_transform`, which tells checkers of constructors that are written at run time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform as dataclass_transform
else:

    def dataclass_transform(**_):
        # typing_extensions imports inspect, which costs more than this whole package; only checkers need the mark.
        return lambda cls: cls


__all__ = ["dataclass_transform"]
