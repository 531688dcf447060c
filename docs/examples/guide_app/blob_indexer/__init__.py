"""Look into a CSV file that was uploaded, and announce on a queue what is in it."""

import csv
import io
import json
import logging

import azure_functions_lite as func


def main(blob: func.InputStream) -> str:
    logging.info("Indexing %s, %s bytes", blob.name, blob.length)
    rows = csv.DictReader(io.TextIOWrapper(blob, encoding="utf-8", newline=""))
    columns = list(rows.fieldnames or [])
    return json.dumps({"name": blob.name, "columns": columns, "rows": sum(1 for _ in rows)})
