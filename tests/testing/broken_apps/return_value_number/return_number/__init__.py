import azure_functions_lite as func


def main(req: func.HttpRequest):
    if not req.params:
        return 404
    return func.HttpResponse("open")
