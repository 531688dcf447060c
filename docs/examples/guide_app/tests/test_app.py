import unittest
from pathlib import Path

from azure_functions_lite.testing import load_app


class AppTest(unittest.TestCase):
    def test_nothing_is_wrong_with_it(self) -> None:
        with load_app(Path(__file__).parents[1]) as app:
            self.assertEqual(app.check(), [])
            self.assertEqual(len(app.functions), 8)
