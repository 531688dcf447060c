import azure_functions_lite as func


def main(req, invoice, out, context):
    if invoice is None:
        return func.HttpResponse("no invoice", status_code=404)
    send(out, context.invocation_id)
    return answer(req)


def send(out, invocation_id):
    out.set(invocation_id)


def answer(req):
    return req.route_params["id"]
