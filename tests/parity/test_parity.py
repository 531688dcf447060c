"""Whatever either package is given, they agree, or the difference is one that docs/differences.md names."""

import pytest
from hypothesis import given
from hypothesis.strategies import SearchStrategy

from azure_functions_lite.meta import BUILT_IN

from .annotations import ANNOTATIONS
from .asked import REPLIES
from .cases import EVERY_CASE
from .fields import members, properties
from .outcomes import READ_BY_OTHERS, READERS, differences
from .packages import Case, converter, official, ours
from .table import claims

# The official SDK leaves it to the garbage collector to close uploaded files.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")


def _check(case: Case) -> None:
    unexplained = [str(difference) for difference in differences(case) if not claims(difference)]
    assert not unexplained, "\n".join(unexplained)


@pytest.mark.parametrize("cases", EVERY_CASE.values(), ids=EVERY_CASE)
def test_generated_cases(cases: SearchStrategy[Case]) -> None:
    given(cases)(_check)()


@pytest.mark.parametrize("direction", ["input", "output"])
@pytest.mark.parametrize("binding", BUILT_IN)
def test_annotations(binding: str, direction: str) -> None:
    check = f"check_{direction}_type_annotation"
    # Ours alone have one of those that the row "mcp-output-annotations" names.
    is_ours_alone = direction == "output" and binding in REPLIES
    assert hasattr(converter(ours, binding), check) is (hasattr(converter(official, binding), check) or is_ours_alone)
    if hasattr(converter(official, binding), check):
        for annotation in ANNOTATIONS:
            if (binding, annotation.text) != ("orchestrationTrigger", "EntityContext"):
                _check(Case(f"check_{direction}", binding, annotation))


@pytest.mark.parametrize("binding", BUILT_IN)
def test_converters(binding: str) -> None:
    official_class, our_class = converter(official, binding), converter(ours, binding)
    # Ours may be a subclass, as that of `blob` is.
    assert official_class.__name__ in [base.__name__ for base in our_class.__mro__]
    assert our_class.has_trigger_support() is official_class.has_trigger_support()
    assert hasattr(our_class, "has_implicit_output") is hasattr(official_class, "has_implicit_output")
    if hasattr(our_class, "has_implicit_output"):
        assert our_class.has_implicit_output() is official_class.has_implicit_output()


def test_every_binding_has_generated_cases() -> None:
    named = {binding for name in EVERY_CASE for binding in BUILT_IN if binding in name.replace(":", "").split()}
    # One converter serves both, and the cases of the one are drawn for the other too.
    assert named | {"blobTrigger"} == set(BUILT_IN)


@pytest.mark.parametrize("name", READERS)
def test_everything_is_read(name: str) -> None:
    read = {*READERS[name], *(f"get_{member}" for member in READERS[name]), *READ_BY_OTHERS, "to_json"}
    assert members(name).keys() <= read
    assert set(properties(name)) <= set(READERS[name])
