import azure_functions_lite as func


def main(req: func.HttpRequest):
    yield from ("open", req.url)
