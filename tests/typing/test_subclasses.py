"""Subclasses that checkers take do what they say."""

from __future__ import annotations

import pytest
from right_subclasses import outcomes


@pytest.mark.parametrize(("got", "expected"), list(outcomes()))
def test_a_subclass_that_checkers_take_works(got: object, expected: object) -> None:
    assert got == expected
