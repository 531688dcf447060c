"""Run the tests of packages that use `azure.functions`, with the official SDK and with this package in its place.

Run it as ``python tests/ecosystem/run.py [NAME...]``, with Python 3.13 or later, which some of the packages need. For
each of `packages.toml` it makes an environment in a temporary folder, runs the tests of the source distribution there,
takes the official SDK out, puts this package in, and runs them again: nothing else differs. With ``--apps DIR`` it does
so with the function apps of `apps.toml`, whose repositories are in that folder, and runs the check on others; with
``--types`` as well it compares what type checkers report of them instead.
It prints one Markdown table, and exits with 1 where a test that passes with the official SDK does not pass with this
package, and is not listed as a deviation, or where the check finds something else than is listed.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tarfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from xml.etree import ElementTree

from environments import Environment, Published, check_out, run
from type_errors import Expected, compare_types

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent

Outcome = Literal["passed", "failed", "skipped", "missing"]
Outcomes = dict[str, Outcome]
"""Test, as ``module::name`` -> how it ended."""


@dataclass(frozen=True)
class Package:
    """One entry of `packages.toml`, which describes the keys."""

    name: str
    version: str
    passes: int
    extras: list[str] = field(default_factory=list[str])
    requirements: list[str] = field(default_factory=list[str])
    arguments: list[str] = field(default_factory=list[str])
    link_source: bool = False
    in_place: bool = False
    left_out: list[str] = field(default_factory=list[str])
    deviations: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Comparison:
    """How the tests of a package ended with both."""

    name: str
    version: str
    official: dict[Outcome, int]
    ours: dict[Outcome, int]
    deviations: int
    seconds: int
    failed_official: list[str]
    failed_ours: list[str]
    problems: list[str]


@dataclass(frozen=True)
class Entries:
    """What `packages.toml` and `apps.toml` have."""

    official: str
    """The requirement of the official SDK."""
    pytest: str
    """That of pytest."""
    packages: list[Package]
    apps: list[App]
    checks: list[CheckedApp]
    type_errors: list[Expected]


def read_entries() -> Entries:
    """Read `packages.toml` and `apps.toml`."""
    if sys.version_info >= (3, 13):
        import tomllib

        content = tomllib.loads((HERE / "packages.toml").read_text("utf-8"))
        apps = tomllib.loads((HERE / "apps.toml").read_text("utf-8"))
        errors = tomllib.loads((HERE / "type_errors.toml").read_text("utf-8"))
        return Entries(
            content["official"],
            content["pytest"],
            [Package(**entry) for entry in content["package"]],
            [App(**entry) for entry in apps["app"]],
            [CheckedApp(**entry) for entry in apps["check"]],
            [Expected(**entry) for entry in errors.get("error", ())],
        )
    raise SystemExit("Some of the packages need Python 3.13 or later.")


def compare(package: Package, official: str, pytest: str, wheel: Path, folder: Path) -> Comparison:
    """Run the tests of a package with both, one after the other."""
    started = time.monotonic()
    folder.mkdir()
    environment = Environment(folder / "environment")
    archive = download(environment, package, folder)
    extras = f"[{','.join(package.extras)}]" if package.extras else ""
    environment.pip("install", f"{archive}{extras}", *package.requirements, official, pytest)
    theirs = run_tests(environment, package, unpack(archive, folder / "official"), "azure.functions")

    # The second came with the first, and must not be there by chance.
    environment.pip("uninstall", "--yes", "azure-functions", "werkzeug")
    environment.python("-c", "import azure.functions", expect=(1,))
    environment.pip("install", str(wheel))
    if package.in_place:
        target = environment.python("-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
        environment.python("-m", "azure_functions_lite.compat", "vendor", target)
    alias = ("-p", "azure_functions_lite.testing.alias")
    ours = run_tests(environment, package, unpack(archive, folder / "ours"), "azure_functions_lite", *alias)
    if find_lost(package, theirs, ours):
        # Some tests go by the clock and fail now and then, with either; what fails twice is a difference.
        again = run_tests(environment, package, unpack(archive, folder / "again"), "azure_functions_lite", *alias)
        ours.update({test: outcome for test, outcome in again.items() if outcome == "passed"})

    return compared(package, theirs, ours, started)


def compared(package: Package, official: Outcomes, ours: Outcomes, started: float) -> Comparison:
    """Lay the outcomes of both runs side by side."""
    return Comparison(
        package.name,
        package.version,
        dict(Counter(official.values())),
        dict(Counter(ours.values())),
        len(package.deviations),
        round(time.monotonic() - started),
        sorted(test for test, outcome in official.items() if outcome == "failed"),
        sorted(test for test, outcome in ours.items() if outcome == "failed"),
        find_problems(package, official, ours),
    )


@dataclass(frozen=True, kw_only=True)
class App(Published):
    """An app with tests."""

    tests: list[str]
    passes: int
    requirements: list[str] = field(default_factory=list[str])

    @property
    def package(self) -> Package:
        """What its tests are compared as."""
        return Package(f"{self.repository} {self.folder}".removesuffix(" ."), self.commit[:8], self.passes)


def compare_app(app: App, official: str, pytest: str, wheel: Path, clones: Path, folder: Path) -> Comparison:
    """Run the tests of an app with both, one after the other."""
    started = time.monotonic()
    environment = Environment(folder / "environment")
    environment.pip("install", *app.requirements, official, pytest, "pytest-asyncio")
    arguments = ("-o", "asyncio_default_fixture_loop_scope=function", *app.tests)
    package = replace(app.package, arguments=list(arguments))
    theirs = run_tests(environment, package, check_out(app, clones, folder / "official"), "azure.functions")
    environment.pip("uninstall", "--yes", "azure-functions", "werkzeug")
    environment.pip("install", str(wheel))
    alias = ("-p", "azure_functions_lite.testing.alias")
    ours = run_tests(environment, package, check_out(app, clones, folder / "ours"), "azure_functions_lite", *alias)
    return compared(package, theirs, ours, started)


@dataclass(frozen=True, kw_only=True)
class CheckedApp(Published):
    """An app for the check."""

    findings: list[str] = field(default_factory=list[str])


def check_apps(checks: list[CheckedApp], wheel: Path, clones: Path, folder: Path) -> list[str]:
    """Check apps without their requirements, and say what is found or missed of each that should not be."""
    environment = Environment(folder / "environment")
    environment.pip("install", str(wheel))
    problems: list[str] = []
    for number, app in enumerate(checks):
        root = check_out(app, clones, folder / f"app{number}")
        # What the apps print goes elsewhere; both are one here.
        report = folder / f"app{number}.json"
        command = f"import sys; from azure_functions_lite.__main__ import main; sys.stdout = open({str(report)!r}, 'w')"
        arguments = ("-c", f"{command}; main(['check', '--format', 'json'])")
        environment.python(*arguments, cwd=root)
        told: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))
        found = Counter(f"{each['file']}: {each['code']}" for each in told if each["level"] != "warning")
        expected = Counter(app.findings)
        place = f"{app.repository} {app.folder}".removesuffix(" .")
        problems += [f"{place}: unexpected {each}" for each in (found - expected).elements()]
        problems += [f"{place}: missed {each}" for each in (expected - found).elements()]
    return problems


def download(environment: Environment, package: Package, folder: Path) -> Path:
    """Fetch the source distribution of a package."""
    only_source = ("--no-deps", "--no-binary", package.name)
    environment.pip("download", *only_source, "--dest", str(folder), f"{package.name}=={package.version}")
    (archive,) = folder.glob("*.tar.gz")
    return archive


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack a source distribution, and return its top folder."""
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


def run_tests(environment: Environment, package: Package, source: Path, sdk: str, *plugins: str) -> Outcomes:
    """Run the tests of a package, and see to it that `azure.functions` was the module `sdk`."""
    if package.link_source:
        modules = [file.parent for file in source.glob("*/__init__.py") if file.parent.name != "tests"]
        (source / "src").mkdir()
        for module in modules:
            (source / "src" / module.name).symlink_to(module, target_is_directory=True)
    folder = source.parent
    shutil.copy(HERE / "which_sdk.py", folder)
    environment.python(
        *("-m", "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", "-p", "which_sdk", *plugins),
        # Our plugin would tell the official SDK of our classes.
        *("-p", "no:azure_functions_lite"),
        # Options of theirs measure coverage; the markers are those of tests that need Azure, or another SDK.
        *("-o", "addopts=", "-m", "not e2e and not compat2x", f"--junit-xml={folder / 'outcomes.xml'}"),
        *(f"--ignore-glob=*/{name}" for name in package.left_out),
        *package.arguments,
        cwd=source,
        expect=(0, 1),
        PYTHONPATH=str(folder),
        WHICH_SDK_FILE=str(folder / "which_sdk.json"),
    )
    found: dict[str, Any] = json.loads((folder / "which_sdk.json").read_text("utf-8"))
    if found["module"] != sdk or (found["distribution"] is not None) != (sdk == "azure.functions"):
        raise SystemExit(f"{package.name}: expected azure.functions to be {sdk}, got {found}")
    return read_outcomes(folder / "outcomes.xml")


def read_outcomes(file: Path) -> Outcomes:
    """Read the report of a run."""
    outcomes: Outcomes = {}
    for case in ElementTree.parse(file).iter("testcase"):
        test = f"{case.get('classname')}::{case.get('name')}"
        failed = case.find("failure") is not None or case.find("error") is not None
        if failed or outcomes.get(test) != "failed":
            outcomes[test] = "failed" if failed else "skipped" if case.find("skipped") is not None else "passed"
    return outcomes


def find_lost(package: Package, official: Outcomes, ours: Outcomes) -> list[str]:
    """Name the tests that pass with the official SDK only, without being deviations."""
    passed = (test for test, outcome in official.items() if outcome == "passed")
    return sorted(test for test in passed if ours.get(test) != "passed" and test not in package.deviations)


def find_problems(package: Package, official: Outcomes, ours: Outcomes) -> list[str]:
    """Say what is otherwise than it has to be."""
    problems = [f"{test} {ours.get(test, 'missing')}" for test in find_lost(package, official, ours)]
    problems += [f"{test} passes: no deviation (any more)" for test in package.deviations if ours.get(test) == "passed"]
    problems += [f"{test} is no test" for test in package.deviations if test not in official]
    passes = list(official.values()).count("passed")
    if passes < package.passes:
        problems.append(f"only {passes} tests pass with the official SDK, expected {package.passes}")
    return problems


def table(comparisons: list[Comparison]) -> str:
    """Lay the comparisons out as a Markdown table."""

    def counts(outcomes: dict[Outcome, int]) -> str:
        return " / ".join(str(outcomes.get(outcome, 0)) for outcome in ("passed", "failed", "skipped"))

    lines = ["| package | version | official: passed / failed / skipped | ours | deviations | time |"]
    lines.append("|---|---|---:|---:|---:|---:|")
    for each in comparisons:
        figures = f"{counts(each.official)} | {counts(each.ours)} | {each.deviations} | {each.seconds} s"
        lines.append(f"| {each.name} | {each.version} | {figures} |")
    return "\n".join(lines)


def main() -> None:
    """Compare the packages, print the table and what is wrong, and write the figures if asked to."""
    entries = read_entries()
    official, pytest, packages = entries.official, entries.pytest, entries.packages
    parser = argparse.ArgumentParser(description="Run the tests of other packages with the official SDK and with ours.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these packages")
    parser.add_argument("--apps", type=Path, metavar="DIR", help="the apps of apps.toml, cloned there as owner+name")
    parser.add_argument("--types", action="store_true", help="only compare what checkers report of the apps")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    unknown = set(options.names) - {package.name for package in packages}
    if unknown:
        parser.error(f"not in packages.toml: {', '.join(sorted(unknown))}")

    if options.types and not options.apps:
        parser.error("--types is for --apps")

    comparisons: list[Comparison] = []
    wrong: list[str] = []
    with TemporaryDirectory() as folder:
        run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(PROJECT)])
        (wheel,) = Path(folder).glob("*.whl")
        if options.types:
            wrong = compare_types(
                [*entries.apps, *entries.checks],
                (official, str(wheel)),
                entries.type_errors,
                options.apps,
                Path(folder, "types"),
                lambda line: sys.stdout.write(f"{line}\n"),
            )
            sys.stdout.writelines(f"{line}\n" for line in wrong)
            sys.exit(bool(wrong))
        if options.apps:
            Path(folder, "checks").mkdir()
            wrong = check_apps(entries.checks, wheel, options.apps, Path(folder, "checks"))
            sys.stdout.writelines(f"{line}\n" for line in wrong)
            sys.stdout.write(f"checked apps: {len(entries.checks)}, differences: {len(wrong)}\n")
        for number, app in enumerate(entries.apps if options.apps else ()):
            sys.stderr.write(f"{app.package.name} {app.package.version}\n")
            place = Path(folder, f"app{number}")
            place.mkdir()
            comparisons.append(compare_app(app, official, pytest, wheel, options.apps, place))
        for package in packages if not options.apps else ():
            if not options.names or package.name in options.names:
                sys.stderr.write(f"{package.name} {package.version}\n")
                comparisons.append(compare(package, official, pytest, wheel, Path(folder, package.name)))

    sys.stdout.write(f"Python {platform.python_version()}, {official}\n\n{table(comparisons)}\n\n")
    for each in comparisons:
        sys.stdout.writelines(f"{each.name}: {problem}\n" for problem in each.problems)
    if options.json:
        report = {"python": platform.python_version(), "official": official, "packages": list(map(asdict, comparisons))}
        options.json.write_text(json.dumps(report, indent=2) + "\n")
    bad = sum(bool(each.problems) for each in comparisons)
    sys.stdout.write(f"packages: {len(comparisons) - bad} passed, {bad} failed\n")
    sys.exit(bad > 0 or bool(wrong))


if __name__ == "__main__":
    main()
