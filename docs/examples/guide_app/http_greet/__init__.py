"""Greet by the name in the query, or in a JSON body: ``GET /api/http_greet?name=Ada``."""

import logging

import azure_functions_lite as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get("name")
    if not name:
        try:
            name = req.get_json()["name"]
        except ValueError:
            logging.info("No name in the query, and no JSON in the body")
        except (KeyError, TypeError):
            logging.info("No name in the query, and none in the JSON of the body")

    if not name:
        return func.HttpResponse("Pass a name in the query string or in a JSON body.", status_code=400)
    return func.HttpResponse(f"Hello, {name}.")
