import unittest
from pathlib import Path

from azure_functions_lite.testing import load_app, service_bus_message
from azure_functions_lite.testing.builders import NOW


class OrderArchiveTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = load_app(Path(__file__).parents[1])
        self.addCleanup(self.app.close)

    def test_each_order_is_a_document(self) -> None:
        messages = [
            service_bus_message(json={"sku": "tea-500g"}, message_id="A-1007"),
            service_bus_message(json={"sku": "cup"}, message_id="A-1008", enqueued_time_utc=None),
        ]

        result = self.app.invoke("order_archive", messages=messages)

        self.assertEqual(
            result.outputs["documents"],
            [
                {"sku": "tea-500g", "id": "A-1007", "shipped": NOW},
                {"sku": "cup", "id": "A-1008", "shipped": None},
            ],
        )
        # What Cosmos DB receives.
        self.assertIn('"shipped": "2024-01-01T12:00:00+00:00"', result.wire["documents"].value)
