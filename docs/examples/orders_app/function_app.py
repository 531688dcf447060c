"""An online shop: take orders, keep them, wait for the payment, and ship."""

import azure_functions_lite as func
from blueprints.fulfilment import fulfilment
from blueprints.placing import placing
from blueprints.storing import storing
from blueprints.summary import summary

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

for blueprint in (placing, storing, fulfilment, summary):
    app.register_functions(blueprint)
