"""Apps whose requirements are not installed: every missing module is named, and the check goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import metadata
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from textwrap import dedent
from typing import Any, NoReturn

import pytest

from azure_functions_lite.compat import install, uninstall
from azure_functions_lite.testing._checks.requirements import Requirements
from azure_functions_lite.testing.apps import load_app
from azure_functions_lite.testing.problems import Problem

WriteApp = Callable[..., Path]

APP = "import azure_functions_lite as func\napp = func.FunctionApp()\n"
ROUTE = "@app.route(route='greet')\ndef greet(req: func.HttpRequest) -> str:\n    return 'tea'\n"


def check(root: Path) -> list[Problem]:
    with load_app(root) as app:
        return app.check()


def told(root: Path) -> list[str]:
    """Where each problem is, its code, and what it is about."""
    return [f"{Path(each.file).name}:{each.line}:{each.column} {each.code} {each.message}" for each in check(root)]


def codes(root: Path) -> list[str]:
    return [each.code for each in check(root)]


def test_all_that_is_missing_is_named_in_one_go(write_app: WriteApp) -> None:
    script = (
        "import logging, nowhere_one\n"
        "import azure_functions_lite as func\n"
        "from nowhere_two.parts import Part, other\n"
        "from shared import helper\n"
        "app = func.FunctionApp()\n"
        "@app.route(route='greet')\n"
        "def greet(request: func.HttpRequest) -> str:\n"
        "    import nowhere_four.inside\n"
        "    return helper.greet(Part())\n"
    )
    files = {
        "function_app.py": script,
        "shared/helper.py": (
            "\n    \nimport nowhere_three.deep as deep\nx = deep.X(7)\n"
            "def later():\n    if x:\n        import nowhere_five\n    import nowhere_six\n"
        ),
    }
    required = "nowhere.one==1\n-r more.txt\nnowhere_two[fast] >= 2 ; python_version > '3'\n# nowhere-three\n"
    root = write_app({**files, "requirements.txt": required, "more.txt": "nowhere-four @ https://x#egg=nowhere-four\n"})
    assert told(root) == [
        "function_app.py:1:1 not-installed 'nowhere_one' is not installed here; requirements.txt lists nowhere.one",
        "function_app.py:3:1 not-installed 'nowhere_two' is not installed here; requirements.txt lists nowhere_two",
        "helper.py:3:1 not-installed 'nowhere_three' is not installed here; a package in requirements.txt may install it",  # noqa: E501  # one line as printed
        "function_app.py:8:5 not-installed 'nowhere_four' is not installed here; requirements.txt lists nowhere-four",
        "helper.py:8:5 not-installed 'nowhere_six' is not installed here; a package in requirements.txt may install it",
        "function_app.py:7:11 parameter-unbound no binding named 'request', only 'req'",
        "function_app.py:6:2 binding-unused no parameter named 'req' for this httpTrigger binding",
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "missing-requirement 'nowhere' is not installed, and the app has no requirements.txt"),
        (
            {"requirements.txt": "azure-functions\npytest\n-r requirements.txt\n-r gone.txt\n"},
            "missing-requirement 'nowhere' is not installed, and requirements.txt does not list it",
        ),
        (
            {"pyproject.toml": "[project]\nname = 'shop'\ndependencies = ['pytest', '@']\n"},
            "missing-requirement 'nowhere' is not installed, and pyproject.toml does not list it",
        ),
        (
            {"pyproject.toml": "[project]\nname = 'Nowhere'\n"},
            "not-installed 'nowhere' is not installed here; pyproject.toml lists Nowhere",
        ),
        (
            {"pyproject.toml": "[tool.poetry.dependencies]\npython-nowhere = '*'\n"},
            "not-installed 'nowhere' is not installed here; pyproject.toml lists python-nowhere",
        ),
        (
            {"pyproject.toml": "[project]\nname = 'shop'\ndependencies = ['nowhere >= 1']\n"},
            "not-installed 'nowhere' is not installed here; pyproject.toml lists nowhere",
        ),
        (
            {"pyproject.toml": "[tool.poetry]\nname = 'nowhere'\n[tool.poetry.dependencies]\npython = '*'\n"},
            "not-installed 'nowhere' is not installed here; pyproject.toml lists nowhere",
        ),
        (
            {"pyproject.toml": "[tool.poetry.dependencies]\npython = '*'\npytest = '*'\n"},
            "missing-requirement 'nowhere' is not installed, and pyproject.toml does not list it",
        ),
        (
            {"pyproject.toml": "[project]\nname = 7\ndependencies = 'nowhere'\n[tool]\npoetry = 7\n"},
            "missing-requirement 'nowhere' is not installed, and pyproject.toml does not list it",
        ),
        (
            {"requirements.txt": "somewhere-else\n"},
            "not-installed 'nowhere' is not installed here; a package in requirements.txt may install it",
        ),
        (
            {"pyproject.toml": "not TOML"},
            "missing-requirement 'nowhere' is not installed, and pyproject.toml does not list it",
        ),
    ],
    ids=[
        *("no file", "all is installed", "a project", "the project", "poetry", "a dependency", "a project of poetry"),
        *("all of poetry is installed", "odd tables", "not all is installed", "not TOML"),
    ],
)
@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 does not read TOML")
def test_what_is_certain(write_app: WriteApp, files: dict[str, str], expected: str) -> None:
    root = write_app({"function_app.py": f"import nowhere\n{APP}{ROUTE}", **files})
    assert told(root) == [f"function_app.py:1:1 {expected}"]


def test_requirements_of_a_repository(write_app: WriteApp) -> None:
    root = write_app({"functions/function_app.py": f"import nowhere\n{APP}{ROUTE}", "requirements.txt": "pytest\n"})
    assert codes(root / "functions") == ["missing-requirement"]
    (root / ".git").mkdir()
    assert codes(root / "functions") == ["not-installed"]


DISTRIBUTIONS = """
    attr attrs
    azure.ai.ml azure-ai-ml
    azure.durable_functions azure-functions-durable
    azure.storage.blob.aio azure-storage-blob
    azure.storage.filedatalake azure-storage-file-datalake
    azure.storage.fileshare azure-storage-file-share
    azurefunctions.extensions azurefunctions-extensions-base
    azurefunctions.extensions.http.fastapi azurefunctions-extensions-http-fastapi
    bs4 beautifulsoup4
    Crypto pycryptodome pycrypto
    cv2 opencv_python-headless opencv-python opencv-contrib-python
    dateutil python-dateutil
    docx python-docx
    dotenv python-dotenv
    fitz PyMuPDF
    git GitPython
    googleapiclient google-api-python-client
    jose python-jose
    jwt PyJWT
    kafka kafka-python kafka-python-ng
    mongo pymongo
    MySQLdb mysqlclient
    OpenSSL pyOpenSSL
    PIL Pillow
    pkg_resources setuptools
    pptx python-pptx
    psycopg2 psycopg2-binary psycopg2
    serial pyserial
    skimage scikit-image
    sklearn.linear_model scikit-learn
    slugify python-slugify
    telegram python-telegram-bot
    usaddress usaddress
    win32com pywin32
    yaml PyYAML
    zmq pyzmq
"""


@pytest.mark.parametrize("line", DISTRIBUTIONS.split("\n")[1:-1])
def test_names_of_distributions(tmp_path: Path, line: str) -> None:
    module, *distributions = line.split()
    for distribution in distributions:
        (tmp_path / "requirements.txt").write_bytes(f"other\r\n{distribution}\r\n".encode("utf-16"))
        assert Requirements.of(tmp_path).distribution_of(module) == distribution
    assert Requirements({"pandas": "pandas"}).distribution_of(module) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("pandas", "pandas"),
        (" pandas==2.2 # for prices", "pandas"),
        ("PANDAS[excel] >= 2", "PANDAS"),
        ("git+https://example.com/pandas.git#egg=pandas", "pandas"),
        ("-e git+https://example.com/x.git#subdirectory=src&egg=pan-das", "pan-das"),
        ("--requirement=more.txt", "polars"),
        ("-r more.txt", "polars"),
        ("\ufeffpandas", "pandas"),
        ("# pandas", None),
        ("--no-binary", None),
        ("", None),
    ],
)
def test_lines_of_requirements(tmp_path: Path, line: str, name: str | None) -> None:
    (tmp_path / "requirements.txt").write_text(line, "utf-8")
    (tmp_path / "more.txt").write_text("polars", "utf-8")
    assert [*Requirements.of(tmp_path).declared.values()] == ([] if name is None else [name])


def test_what_azure_and_this_package_bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> NoReturn:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", none)
    listed = tmp_path / "requirements.txt"
    assert Requirements({"pytest": "pytest"}, listed).are_installed(tmp_path) is False
    for name in ("azure-functions", "azure-functions-lite", "azure-functions-worker"):
        assert Requirements({name: name}, listed).are_installed(tmp_path) is True
    # Another program above may have the same requirements.
    assert Requirements({}, listed).are_installed(tmp_path / "app") is False


@pytest.mark.parametrize(
    "script",
    [
        "try:\n    import nowhere\nexcept ImportError:\n    nowhere = None\n",
        "try:\n    import nowhere\nexcept (ValueError, builtins.ModuleNotFoundError):\n    import json as nowhere\n",
        "try:\n    import nowhere\nexcept:\n    pass\nelse:\n    nowhere.run()\n",
        "try:\n    import nowhere\nexcept Exception:\n    nowhere = None\n",
        "try:\n    import nowhere\nexcept BaseException:\n    nowhere = None\n",
        "import contextlib\nwith contextlib.suppress(ImportError):\n    import nowhere\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import nowhere\nelse:\n    import json\n",
        "if __name__ == '__main__':\n    import nowhere\n",
        "if sys.platform == 'nowhere':\n    import nowhere\n",
        "match sys.platform:\n    case 'nowhere':\n        import nowhere\n",
        "def later():\n    try:\n        import nowhere\n    except ImportError:\n        import other_place\n",
    ],
)
def test_what_an_app_does_without(write_app: WriteApp, script: str) -> None:
    assert told(write_app({"function_app.py": f"import builtins, sys\n{script}{APP}{ROUTE}"})) == []


@pytest.mark.parametrize(
    "script",
    [
        "try:\n    import nowhere\nexcept ValueError:\n    pass\n",
        "try:\n    import nowhere\nexcept ImportError:\n    raise\n",
        "try:\n    import json\nfinally:\n    import nowhere\n",
        "class Shop:\n    import nowhere\n",
        "if sys.platform:\n    import nowhere\n",
        "async def later():\n    with open('x'):\n        import nowhere\n",
        "def later():\n    for _ in ():\n        pass\n    else:\n        import nowhere\n",
        *(
            f"def later():\n    if {checking}:\n        pass\n    else:\n        import nowhere\n"
            for checking in ("TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING")
        ),
        "for _ in '7':\n    from nowhere import *\n",
    ],
)
def test_what_an_app_does_not_do_without(write_app: WriteApp, script: str) -> None:
    assert codes(
        write_app({"function_app.py": f"import sys\n{script}{APP}{ROUTE}", "requirements.txt": "nowhere"})
    ) == ["not-installed"]


def test_what_is_below_a_stand_in_is_there(write_app: WriteApp) -> None:
    script = "import nowhere\ntry:\n    from nowhere.deep import made\nexcept ImportError:\n    made = None\nmade.x()\n"
    assert codes(write_app({"function_app.py": f"{script}{APP}{ROUTE}"})) == ["missing-requirement"]


def test_what_an_app_tries_to_import_is_there_if_it_is_required(write_app: WriteApp) -> None:
    script = (
        "try:\n    from nowhere import checked\nexcept ImportError:\n    checked = lambda function: function\n"
        f"{APP}@app.route()\n@checked\ndef greet(req, more): return 7\n"
    )
    assert codes(write_app({"function_app.py": script, "requirements.txt": "nowhere\n"})) == ["not-installed"]
    assert codes(write_app({"function_app.py": script}, "other")) == ["parameter-unbound"]


@pytest.mark.parametrize(
    ("files", "line", "message"),
    [
        ({"greet/helper.py": ""}, "import helper", "No module named 'helper'"),
        ({"src/shop/__init__.py": ""}, "import shop.orders", "No module named 'shop'"),
        ({}, "from . import nowhere", "cannot import name 'nowhere'"),
        ({}, "from ..nowhere import other", "No module named '__app__.nowhere'"),
        ({}, "import distutils_of_nowhere_else.x, cgi as gone", ""),
        ({}, "import json.nowhere", "No module named 'json.nowhere'"),
        ({}, "import asynchat", "No module named 'asynchat'"),
        ({}, "import importlib; importlib.import_module('__app__.nowhere')", "No module named '__app__.nowhere'"),
    ],
    ids=["beside", "in src", "name", "above", "several", "standard library", "removed", "by name"],
)
def test_what_no_requirement_brings(write_app: WriteApp, files: dict[str, str], line: str, message: str) -> None:
    root = write_app(
        {"greet/function.json": ["req httpTrigger in"], "greet/__init__.py": f"{line}\ndef main(req): ...\n", **files}
    )
    if line.startswith("import asynchat") and sys.version_info < (3, 12):
        pytest.skip("this Python has it")
    problems = check(root)
    if message:
        assert [(each.code, each.function, each.line) for each in problems] == [("import-error", "greet", 1)]
        assert message in problems[0].message
    else:
        assert problems[0].code == "missing-requirement"


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("from . import helper", "greet/helper.py"),
        ("from .helper import later", "greet/helper.py"),
        ("from .. import shared", "shared.py"),
        ("from ..shared import later", "shared.py"),
        ("from __app__ import shared", "shared.py"),
        ("from __app__.shared import later", "shared.py"),
        ("import shared", "shared.py"),
        ("import shop.orders", "shop/orders.py"),
        ("from shop import orders", "shop/orders.py"),
        ("import shop", "shop/__init__.py"),
    ],
)
def test_modules_of_the_app_are_followed(write_app: WriteApp, line: str, file: str) -> None:
    files = {"greet/function.json": ["req httpTrigger in"], "greet/__init__.py": f"{line}\ndef main(req): ...\n"}
    root = write_app({**files, file: "def later():\n    import nowhere\n"})
    assert [(each.file, each.function, each.line) for each in check(root)] == [(str(root / file), "greet", 2)]


@pytest.mark.parametrize("package", ["shop", "shop.parts", "tax"])
def test_relative_imports_are_followed(write_app: WriteApp, package: str) -> None:
    files = {
        "greet/function.json": ["req httpTrigger in"],
        "greet/__init__.py": f"import {package}.first\ndef main(req): ...\n",
    }
    folder = package.replace(".", "/")
    more = {f"{folder}/first.py": "from . import second\n", f"{folder}/second.py": "def later(): import nowhere\n"}
    root = write_app({**files, **more})
    assert [each.file for each in check(root)] == [str(root / folder / "second.py")]


@pytest.mark.parametrize(
    ("module", "root"),
    [
        ("nowhere.storage.blob", "nowhere"),
        *(
            (f"{above}.nowhere.deep", f"{above}.nowhere")
            for above in (
                *("azure.ai", "azure.communication", "azure.data", "azure.iot", "azure.keyvault", "azure.mgmt"),
                *("azure.monitor", "azure.monitor.opentelemetry", "azure.search", "azure.storage", "google.cloud"),
                *("azurefunctions.extensions.bindings", "azurefunctions.extensions.http", "opentelemetry"),
            )
        ),
    ],
)
def test_what_a_missing_module_is_called(write_app: WriteApp, module: str, root: str) -> None:
    """The part of its name that says which distribution to install."""
    [problem] = check(write_app({"function_app.py": f"{APP}{ROUTE}def later():\n    import {module}.parts\n"}))
    assert problem.message == f"{root!r} is not installed here"


def test_modules_that_python_once_had(write_app: WriteApp) -> None:
    names = """
        aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib
        ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib
    """
    imports = "".join(f"    import {name}\n" for name in names.split())
    assert told(write_app({"function_app.py": f"{APP}{ROUTE}def later():\n{imports}"})) == []


def test_azure_comes_with_what_is_missing_below_it(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "azure")
    script = f"import azure.storage.nowhere\n{APP}{ROUTE}"
    assert codes(write_app({"function_app.py": script})) == ["missing-requirement"]


def test_nothing_stands_in_for_azure_functions(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "azure")
    script = f"import azure.storage.nowhere\nimport azure.functions\n{APP}{ROUTE}"
    [missing, failed] = check(write_app({"function_app.py": script}))
    assert (missing.code, missing.line) == ("missing-requirement", 1)
    assert (failed.code, failed.line) == ("import-error", 2)
    assert "No module named 'azure.functions'; for azure.functions, " in failed.message


def test_a_module_that_is_imported_by_name(write_app: WriteApp) -> None:
    script = f"import importlib\nnowhere = importlib.import_module('nowhere')\n{APP}{ROUTE}"
    [problem] = check(write_app({"function_app.py": script}))
    assert (problem.code, problem.line) == ("missing-requirement", 2)


def test_a_package_that_cannot_be_looked_up(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = write_app({"google/__init__.py": "raise ValueError\n"}, "elsewhere")
    monkeypatch.setattr(sys, "path", [str(broken), *sys.path])
    monkeypatch.delitem(sys.modules, "google", raising=False)
    script = f"{APP}{ROUTE}def later():\n    from google.cloud import nowhere\n"
    assert told(write_app({"function_app.py": script})) == []


def test_a_package_above_that_is_missing(write_app: WriteApp) -> None:
    script = f"{APP}{ROUTE}def later():\n    import nowhere, azure.storage.nowhere\n"
    assert codes(write_app({"function_app.py": script})) == ["not-installed"] * 2


def test_a_script_that_is_in_no_package(write_app: WriteApp) -> None:
    [problem] = check(write_app({"function_app.py": "from . import nowhere\n"}))
    assert problem.code == "import-error"


def test_stand_ins_are_gone_after_the_check(write_app: WriteApp) -> None:
    files = {
        "greet/function.json": ["req httpTrigger in", "$return http out"],
        "greet/__init__.py": "import path, nowhere.inside, shared\ndef main(req) -> str: return str(nowhere)\n",
        "shared.py": "import nowhere\n",
    }
    root = write_app(files)
    before = dict(sys.modules)
    finders, places = sys.meta_path[:], sys.path[:]
    with load_app(root) as app:
        assert [each.code for each in app.check()] == ["missing-requirement"] * 2
        assert [each.code for each in app.check()] == ["missing-requirement"] * 2
        with pytest.raises(ModuleNotFoundError):
            app.invoke("greet", req=None)
    left = {name for name in sys.modules if name.startswith(("nowhere", "shared", "__app__.greet"))}
    assert left <= {*before}
    assert (sys.meta_path, sys.path) == (finders, places)
    assert {*before} <= {*sys.modules}


USES = {
    "an attribute of a call": "client = nowhere.Client(7).parts['tea'][0].name",
    "arithmetic": """
        x = -(1 + nowhere.X * 2) / 3 | nowhere.Y
        assert not nowhere.X < 3 and str(nowhere.X) == 'nowhere.X'
        """,
    "operators": """
        x = nowhere.X
        both = [x + 1, x - 1, x * 1, x @ 1, x / 1, x // 1, x % 1, x ** 1, x << 1, x >> 1, x & 1, x | 1, x ^ 1]
        right = [1 + x, 1 - x, 1 * x, 1 @ x, 1 / x, 1 // x, 1 % x, 1 ** x, 1 << x, 1 >> x, 1 & x, 1 | x, 1 ^ x]
        assert {str(each) for each in (*both, *right, -x, +x, abs(x), ~x)} == {'nowhere.X'}
        assert not (x < 1 or x <= 1 or x > 1 or x >= 1)
        """,
    "names": """
        class Shop(nowhere.Base): ...
        all = [nowhere.X, nowhere.X.y, nowhere.f(7), nowhere.X['x'], Shop().tea, Shop.tea, nowhere.__version__]
        shown = 'nowhere.X nowhere.X.y nowhere.f() nowhere.X[...] Shop().tea Shop.tea nowhere.__version__'
        assert ' '.join(map(str, all)) == ' '.join(map(repr, all)) == shown
        """,
    "numbers": "x = [int(nowhere.X), float(nowhere.X), range(10)[nowhere.X]]",
    "versions": "if nowhere.__version__ < '2' or nowhere.__version__ > '3': raise ValueError",
    "loops": """
        for x in nowhere.X: raise ValueError
        assert 7 not in nowhere.X
        nowhere.X[7] = 8
        """,
    "contexts": """
        with nowhere.open() as x: x.read()
        nowhere.X.y = 7
        """,
    "paths": "import os; x = os.path.join(nowhere.X, 'y')",
    "coroutines": """
        import asyncio
        async def later(): await nowhere.X
        asyncio.run(later())
        """,
    "checks": """
        assert not isinstance(7, nowhere.X) and not issubclass(int, nowhere.X)
        assert not hasattr(nowhere.X, '__len__') and not hasattr(nowhere, '__all__')
        """,
    "a base": """
        class Shop(nowhere.Base, table=True):
            tea: int = nowhere.Field(7)
        x = Shop(tea=7).other + Shop.query.all()
        assert [*Shop] == [] and Shop['x'] is Shop
        assert not hasattr(Shop(), '__len__') and not hasattr(Shop, '__len__')
        """,
    "several bases": """
        import abc, enum
        class Shop(nowhere.A, nowhere.B, abc.ABC): ...
        class Inner(nowhere.A, Shop): ...
        class Kind(nowhere.A, enum.Enum):
            TEA = nowhere.X
        Shop(7).x
        """,
    "metaclass": """
        class Shop(metaclass=nowhere.Meta): ...
        Shop.query
        """,
    "decorators": """
        @nowhere.register
        class Shop: ...
        assert isinstance(Shop, type)
        x = nowhere.Adapter(Shop).validate(7)
        """,
    "annotations": """
        import typing
        def f(x: nowhere.X, y: typing.Optional[nowhere.X], z: 'nowhere.X | None'): ...
        typing.get_type_hints(f)
        """,
    "submodules": """
        import nowhere.deep.down as deep
        from nowhere.deep import thing
        deep.x()
        """,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_what_stand_ins_bear(write_app: WriteApp, use: str) -> None:
    root = write_app({"function_app.py": f"import nowhere\n{dedent(use)}\n{APP}{ROUTE}", "requirements.txt": "nowhere"})
    assert codes(root) == ["not-installed"]


@pytest.mark.parametrize(
    ("decorated", "expected"),
    [
        ("def greet(req: nowhere.Request) -> nowhere.Response: return nowhere.Response()", []),
        ("def greet(req: 'nowhere.Request | None'): return 'tea'", []),
        ("def greet(req: func.HttpRequest, more: nowhere.Client): return 'tea'", []),
        ("def greet(req: func.HttpRequest, more): return 'tea'", ["parameter-unbound"]),
        ("def greet(req: Own): return 'tea'", []),
        ("def greet(req): return Own()", []),
        ("def greet(req): return 7", ["return-value"]),
        ("@nowhere.checked\ndef greet(more): return 7", []),
        ("@nowhere.checked(7)\nasync def greet(more): return 7", []),
        ("@logged\n@nowhere.checked\ndef greet(more): return 7", []),
    ],
)
def test_what_depends_on_stand_ins_is_not_told(write_app: WriteApp, decorated: str, expected: list[str]) -> None:
    own = "import functools\ndef logged(function): return functools.wraps(function)(lambda req: function(req))\n"
    script = f"import nowhere\n{own}{APP}class Own(nowhere.Base): ...\n@app.route()\n{decorated}\n"
    root = write_app({"function_app.py": script, "requirements.txt": "nowhere"})
    assert codes(root) == ["not-installed", *expected]


def test_a_missing_decorator_above_those_of_the_app(write_app: WriteApp) -> None:
    script = f"import nowhere\n{APP}@nowhere.checked\n@app.route()\ndef greet(more): return 7\n"
    root = write_app({"function_app.py": script, "requirements.txt": "nowhere"})
    assert codes(root) == ["not-installed"]


def test_streams_of_a_missing_extension(write_app: WriteApp) -> None:
    script = (
        f"from azurefunctions.extensions.http.fastapi import Request\n{APP}"
        "@app.route()\ndef one(req: Request) -> int: return 7\n@app.route()\ndef two(req: dict, x): return 7\n"
    )
    root = write_app({"function_app.py": script, "requirements.txt": "azurefunctions-extensions-http-fastapi"})
    assert codes(root) == ["not-installed", "parameter-unbound"]


@pytest.mark.parametrize(
    "script",
    [
        "app = nowhere.App()\n",
        "app = nowhere.App()\n@app.route()\ndef f(req): ...\n",
        f"{APP}app.register_functions(nowhere.blueprint)\n",
    ],
)
def test_an_app_that_is_a_stand_in(write_app: WriteApp, script: str) -> None:
    root = write_app({"function_app.py": f"import nowhere\n{script}", "requirements.txt": "nowhere"})
    assert codes(root) == ["not-installed"]


def test_a_function_that_is_a_stand_in(write_app: WriteApp) -> None:
    files = {"requirements.txt": "nowhere", "greet/function.json": ["req httpTrigger in"]}
    assert codes(write_app({**files, "greet/__init__.py": "import nowhere\nmain = nowhere.main\n"})) == [
        "not-installed"
    ]
    assert codes(write_app({**files, "greet/__init__.py": "from nowhere import *\n"})) == ["not-installed"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("from helper import gone", "import-error"),
        ("unknown", "import-error"),
        ("@app.queue_trigger(arg_name='msg', queue_name='orders')\ndef take(msg): ...", "import-error"),
        ("@app.route(methods=['NOTHING'])\ndef take(req): ...", "import-error"),
        ("@app.route(methods=['GET', nowhere.X])\ndef take(req): ...", "unchecked"),
        ("import json; json.loads(nowhere.X)", "unchecked"),
        ("import json; json.loads('tea')", "import-error"),
        ("one, two = nowhere.both()", "unchecked"),
        ("raise ValueError('no tea')", "unchecked"),
    ],
)
def test_what_raises_beside_stand_ins(write_app: WriteApp, line: str, code: str) -> None:
    script = f"import nowhere\n{APP}{line}\n"
    root = write_app({"function_app.py": script, "helper.py": "", "requirements.txt": "nowhere"})
    problems = check(root)
    assert [each.code for each in problems] == ["not-installed", code]
    assert problems[1].message.endswith(", with stand-ins for nowhere") == (code == "unchecked")


def test_what_raises_beside_several_stand_ins(write_app: WriteApp) -> None:
    script = f"import nowhere, nowhere_else\n{APP}one, two = nowhere.both()\n"
    [*_, problem] = check(write_app({"function_app.py": script}))
    assert problem.message.endswith(", with stand-ins for nowhere, nowhere_else")


DURABLE = """
import azure.durable_functions as df
import azure_functions_lite as func
app = df.DFApp(http_auth_level=func.AuthLevel.ANONYMOUS)
blueprint = df.Blueprint()
@app.route(route="start")
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client: df.DurableOrchestrationClient):
    return client.create_check_status_response(req, await client.start_new("run"))
@blueprint.orchestration_trigger(context_name="context", orchestration="run")
def run(context: df.DurableOrchestrationContext):
    yield context.call_activity("work", 7)
@blueprint.entity_trigger("context", entity_name="counter")
def count(context): ...
@app.activity_trigger(input_name="number")
def work(number: int, more: int) -> int:
    return number
app.register_functions(blueprint)
"""


def test_durable_functions_that_are_not_installed(write_app: WriteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "azure.durable_functions")
    install(replace=True)
    try:
        root = write_app({"function_app.py": DURABLE, "requirements.txt": "azure-functions-durable"})
        with load_app(root) as app:
            assert [f"{each.function} {each.binding} {each.code}" for each in app.check()] == [
                "None None not-installed",
                "work more parameter-unbound",
            ]
        plain = DURABLE.replace("import azure.durable_functions as df\n", "").replace("df.DFApp(", "func.FunctionApp(")
        plain = plain.replace("df.Blueprint", "func.Blueprint").replace(": df.DurableOrchestrationClient", "")
        plain = plain.replace(": df.DurableOrchestrationContext", "")
        root = write_app({"function_app.py": plain, "requirements.txt": "azure-functions-durable"}, "plain")
        with load_app(root) as app:
            assert [each.code for each in app.check()] == ["not-installed", "parameter-unbound"]
    finally:
        uninstall()


def hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Have a package as if it were not installed."""
    find = PathFinder.find_spec

    def find_others(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return None if f"{name}.".startswith(f"{package}.") else find(name, path, target)

    for name in [name for name in sys.modules if f"{name}.".startswith(f"{package}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(PathFinder, "find_spec", find_others)
