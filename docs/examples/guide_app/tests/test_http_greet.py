import unittest

import azure_functions_lite as func
from http_greet import main


class HttpGreetTest(unittest.TestCase):
    def test_name_in_query(self) -> None:
        response = main(func.HttpRequest("GET", "/api/http_greet?name=Ada"))

        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.get_body(), b"Hello, Ada.")

    def test_name_in_json_body(self) -> None:
        response = main(func.HttpRequest("POST", "/api/http_greet", body='{"name": "Grace"}'))

        self.assertEqual(response.get_body(), b"Hello, Grace.")

    def test_no_name(self) -> None:
        for body in (None, b"", b"Ada", b'["Ada"]', b"{}"):
            with self.subTest(body=body):
                response = main(func.HttpRequest("POST", "/api/http_greet", body=body))

                self.assertEqual(response.status_code, 400)
