import azure_functions_lite as func


def main(req: func.HttpRequest):
    return "not found", 404
