from shared import words

import azure_functions_lite as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    def text() -> int:
        return 7

    key = lambda item: {"item": item}  # noqa: E731
    return func.HttpResponse(f"{words.GREETING} {text()} {key(req.url)}")
