"""Blobs of a storage account."""

from __future__ import annotations

from azure_functions_lite.decorators._options import ValueChoice
from azure_functions_lite.decorators.constants import BLOB, BLOB_TRIGGER
from azure_functions_lite.decorators.core import BlobSource, DataTypeChoice, InputBinding, OutputBinding, Trigger


class BlobTrigger(Trigger, type=BLOB_TRIGGER):
    """Call the function for each blob that is new or changed.

    Its parameter is an `azure_functions_lite.InputStream`, or the content as ``bytes`` or ``str``.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger
    """

    path: str
    """Container and name of the blobs, with placeholders like ``{name}``: ``"orders/{name}.json"``."""
    connection: str
    """App setting that has the connection string of the storage account, or prefix of settings that describe it."""
    source: ValueChoice[BlobSource, str] = ValueChoice(BlobSource)
    """How the host learns of new blobs; by default by scanning the container."""
    data_type: DataTypeChoice = DataTypeChoice()


class BlobInput(InputBinding, type=BLOB):
    """Add the content of a blob.

    The parameter is an `azure_functions_lite.InputStream`, or the content as ``bytes`` or ``str``; None if there is no
    such blob.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-input
    """

    path: str
    """Container and name of the blob; values of the trigger go in braces: ``"orders/{queueTrigger}"``."""
    connection: str
    """App setting that has the connection string of the storage account, or prefix of settings that describe it."""
    data_type: DataTypeChoice = DataTypeChoice()


class BlobOutput(OutputBinding, type=BLOB):
    """Write a blob: text, bytes, or an object with ``read()``.

    The parameter is an `azure_functions_lite.Out`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-output
    """

    path: str
    """Container and name of the blob; values of the trigger go in braces, and ``{rand-guid}`` is a new name."""
    connection: str
    """App setting that has the connection string of the storage account, or prefix of settings that describe it."""
    data_type: DataTypeChoice = DataTypeChoice()
