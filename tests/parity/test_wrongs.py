"""What the official SDK gets wrong, asserted: right with this package, and not with the official one."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from .packages import HAS_TO_DICT, official, ours
from .wrongs_calls import WRONGS as CALLS
from .wrongs_decorators import WRONGS as DECORATORS
from .wrongs_events import WRONGS as EVENTS
from .wrongs_first import WRONGS as FIRST
from .wrongs_gateways import WRONGS as GATEWAYS
from .wrongs_mcp import WRONGS as MCP
from .wrongs_messages import WRONGS as MESSAGES

_EACH = (FIRST, MESSAGES, EVENTS, CALLS, DECORATORS, GATEWAYS, MCP)
ALL = [item for each in _EACH for item in each.items()]
# A few are wrong in one of the official SDK's lines only.
WRONGS = [(name, check) for name, check in ALL if HAS_TO_DICT or not name.endswith("(2.x)")]


def test_each_has_a_name_of_its_own() -> None:
    assert len({name for name, _ in ALL}) == len(ALL)


@pytest.mark.parametrize("check", [check for _, check in WRONGS], ids=[name for name, _ in WRONGS])
def test_wrong(check: Callable[[ModuleType], None]) -> None:
    check(ours)
    try:
        check(official)
    except Exception:
        return
    pytest.fail("the official SDK does it right, too")
