import json
import unittest

import azure_functions_lite as func
from blob_indexer import main


class BlobIndexerTest(unittest.TestCase):
    def test_rows_and_columns(self) -> None:
        blob = func.InputStream(data="sku,price\ntea-500g,7.90\ncoffee-1kg,18.50\n", name="uploads/prices.csv")

        with self.assertLogs(level="INFO") as logs:
            announcement = json.loads(main(blob))

        self.assertEqual(announcement, {"name": "uploads/prices.csv", "columns": ["sku", "price"], "rows": 2})
        self.assertEqual(logs.output, ["INFO:root:Indexing uploads/prices.csv, 41 bytes"])

    def test_empty_file(self) -> None:
        announcement = json.loads(main(func.InputStream(name="uploads/empty.csv")))

        self.assertEqual(announcement, {"name": "uploads/empty.csv", "columns": [], "rows": 0})
