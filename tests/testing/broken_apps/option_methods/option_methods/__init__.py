import azure_functions_lite as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(req.url)
