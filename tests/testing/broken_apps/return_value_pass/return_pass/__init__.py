import azure_functions_lite as func


def main(req: func.HttpRequest):
    pass
