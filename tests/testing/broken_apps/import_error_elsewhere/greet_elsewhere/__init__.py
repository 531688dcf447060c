import azure_functions_lite as func

from .greetings import GREETINGS


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(GREETINGS["en"])
