"""How Sphinx builds the documentation: `tox -e docs`."""

import sys
from importlib import import_module
from importlib.metadata import metadata
from inspect import isclass
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import azure_functions_lite as package
from azure_functions_lite._bindings.fields import Field

sys.path.insert(0, str(Path(__file__).parent))  # for the extension that is beside this file

project = "azure_functions_lite"
author = "The azure-functions-lite authors"
copyright = "2026, the azure-functions-lite authors"
release = package.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton", "decorators_directive"]
exclude_patterns = ["_build", "examples"]
html_theme = "furo"
html_title = f"azure_functions_lite {release}"
# The default one underlines the names of modules.
pygments_dark_style = "github-dark"
# Commands are copied without their prompt and output.
copybutton_prompt_text = "$ "
html_static_path = ["static"]
html_css_files = ["site.css"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# `Repository` of [project.urls] in pyproject.toml: a link at the foot of each page, and "edit this page" at its top.
urls = dict(line.split(", ", 1) for line in metadata("azure-functions-lite").get_all("Project-URL") or ())
if repository := urls.get("Repository"):
    html_theme_options = {
        "source_repository": repository,
        "source_branch": "main",
        "source_directory": "docs/",
        "footer_icons": [{"name": "The repository", "url": repository, "html": "Repository", "class": ""}],
    }

# Single backticks in docstrings name Python objects; those that are not ours stay plain.
default_role = "py:obj"
# What the values share (get_body, to_dict, …) is in private modules, so it is shown with each of them; what they have
# from these classes of Python's own is not.
PYTHONS_OWN = [
    "BytesIO",
    "_BufferedIOBase",
    "_IOBase",
    "Mapping",
    "MutableMapping",
    "tuple",
    "ImportError",
    "OSError",
    "BaseException",
    "type",
]
autodoc_default_options = {"members": True, "inherited-members": ",".join(PYTHONS_OWN)}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
add_module_names = False
toc_object_entries_show_parents = "hide"
# Signatures of a dozen options have a line for each.
maximum_signature_line_length = 100
python_use_unqualified_type_names = True


def setup(app: Any) -> None:
    """Have docstrings read as Google style, and fields of messages shown with their types."""
    app.connect("autodoc-process-docstring", google_style)
    app.connect("builder-inited", type_fields)


def type_fields(app: Any) -> None:
    """Give the function behind each field of a message the type that stands at the field, for autodoc to find."""
    modules = [import_module(each.name) for each in iter_modules(package.__path__, f"{package.__name__}.")]
    classes = [kind for module in modules for kind in vars(module).values() if isclass(kind)]
    for owner in {base for kind in classes for base in kind.__mro__}:
        for name, field in vars(owner).items():
            if isinstance(field, Field):
                said = owner.__annotations__[name]
                field.fget.__annotations__["return"] = eval(said, vars(sys.modules[owner.__module__]))


def google_style(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Rewrite a docstring as reStructuredText.

    What the extension napoleon does, but with properties read as everything else: it takes their first line, up to a
    colon, for their type, and knows no sections in them.
    """
    napoleon = import_module("sphinx.ext.napoleon")
    sections = [("Source", "notes_style"), ("Differs", "notes_style")]
    config = napoleon.Config(napoleon_use_rtype=False, napoleon_custom_sections=sections)
    kind = "method" if what in ("attribute", "data", "property") else what
    lines[:] = napoleon.GoogleDocstring(lines, config, app, kind, name, obj, options).lines()
