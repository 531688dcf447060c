import hashlib
import unittest

import azure_functions_lite as func
from http_async import main


class HttpAsyncTest(unittest.IsolatedAsyncioTestCase):
    async def test_checksums(self) -> None:
        context = func.Context(invocation_id="5b8f0c1e-1f0b-4f0e-8f4e-3f1f6a0c9d11")

        response = await main(func.HttpRequest("POST", "/api/http_async", body=b"tea"), context)

        self.assertEqual(response.mimetype, "application/json")
        self.assertEqual(response.headers["x-invocation-id"], "5b8f0c1e-1f0b-4f0e-8f4e-3f1f6a0c9d11")
        self.assertEqual(response.get_json()["sha256"], hashlib.sha256(b"tea").hexdigest())
