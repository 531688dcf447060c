// Run pytest in Pyodide: node run.mjs <folder with node_modules> <site-packages> <repository> [arguments of pytest]

import { createRequire } from "node:module";

const [modules, packages, repository, ...options] = process.argv.slice(2);
const { loadPyodide } = createRequire(`${modules}/`)("pyodide");

const python = await loadPyodide({ env: { HOME: "/tmp", PYTHONDONTWRITEBYTECODE: "1" } });
python.mountNodeFS("/packages", packages);
python.mountNodeFS("/repository", repository);
python.globals.set("options", python.toPy(options));
process.exitCode = python.runPython(`
import os, sys
print("Python", sys.version, "on", sys.platform)
os.chdir("/repository")
sys.path[:0] = ["/repository/tests/wasm", "/packages"]

import pytest
int(pytest.main(["-p", "limits", "-p", "no:cacheprovider", *options]))
`);
