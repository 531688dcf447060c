from typing import Optional

import azure_functions_lite as func


def main(req: func.HttpRequest) -> Optional[func.HttpResponse]:
    return func.HttpResponse(req.url) if req.params else None
