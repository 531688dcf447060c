"""Connectors."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import CONNECTOR_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, Trigger


class ConnectorTrigger(Trigger, type=CONNECTOR_TRIGGER):
    """Call the function for each event of a connector.

    Its parameter is the payload as it was sent, ``str`` or ``bytes``; what it returns goes back as text.

    Source: `azure.functions.decorators.connectors`.
    """

    data_type: DataTypeChoice = DataTypeChoice()
