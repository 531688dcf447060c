"""Functions of an app with decorators: blobs, Cosmos DB, SQL and MySQL."""

import data_functions as functions

import azure_functions_lite as func

STORAGE = "Storage"

data = func.Blueprint()


@data.blob_trigger("file", "samples/{name}", STORAGE)
@data.blob_output("copy", "copies/{name}", STORAGE)
@data.queue_output("$return", "answers", STORAGE)
def blob(file: func.InputStream, copy: func.Out[bytes]) -> str:
    return functions.blob(file, copy)


@data.blob_trigger("file", "samples/{name}", STORAGE, data_type=func.DataType.BINARY)
@data.blob_output("copy", "copies/{name}", STORAGE)
@data.queue_output("$return", "answers", STORAGE)
def blob_as_bytes(file: bytes, copy: func.Out[str]) -> str:
    return functions.blob_as_bytes(file, copy)


@data.queue_trigger("msg", "orders", STORAGE)
@data.blob_input("file", "samples/{id}", STORAGE)
@data.blob_output("copy", "copies/{name}", STORAGE)
@data.queue_output("$return", "answers", STORAGE)
def blob_in(msg: func.QueueMessage, file: func.InputStream, copy: func.Out[func.InputStream]) -> str:
    return functions.blob_in(msg, file, copy)


@data.queue_trigger("msg", "orders", STORAGE)
@data.blob_input("file", "samples/{id}", STORAGE)
@data.queue_output("$return", "answers", STORAGE)
def blob_absent(msg: func.QueueMessage, file: func.InputStream) -> str:
    return functions.blob_absent(msg, file)


@data.cosmos_db_trigger("docs", "Cosmos", "shop", "orders")
@data.cosmos_db_output("copy", "Cosmos", "shop", "copies")
@data.queue_output("$return", "answers", STORAGE)
def documents(docs: func.DocumentList, copy: func.Out[func.Document]) -> str:
    return functions.documents(docs, copy)


@data.queue_trigger("msg", "orders", STORAGE)
@data.cosmos_db_input("docs", "Cosmos", "shop", "orders", id="{queueTrigger}")
@data.cosmos_db_output("copies", "Cosmos", "shop", "copies")
@data.queue_output("$return", "answers", STORAGE)
def documents_in(msg: func.QueueMessage, docs: func.DocumentList, copies: func.Out[func.DocumentList]) -> str:
    return functions.documents_in(msg, docs, copies)


@data.queue_trigger("msg", "orders", STORAGE)
@data.sql_input("rows", "SELECT * FROM dbo.Orders", "Sql")
@data.sql_output("copy", "dbo.Copies", "Sql")
@data.queue_output("$return", "answers", STORAGE)
def sql_rows(msg: func.QueueMessage, rows: func.SqlRowList, copy: func.Out[func.SqlRow]) -> str:
    return functions.sql_rows(msg, rows, copy)


@data.sql_trigger("changes", "dbo.Orders", "Sql")
@data.sql_output("copies", "dbo.Copies", "Sql")
@data.queue_output("$return", "answers", STORAGE)
def sql_changes(changes: str, copies: func.Out[func.SqlRowList]) -> str:
    return functions.sql_changes(changes, copies)


@data.queue_trigger("msg", "orders", STORAGE)
@data.mysql_input("rows", "SELECT * FROM Orders", "MySql")
@data.mysql_output("copies", "Copies", "MySql")
@data.queue_output("$return", "answers", STORAGE)
def mysql_rows(msg: func.QueueMessage, rows: func.MySqlRowList, copies: func.Out[func.MySqlRowList]) -> str:
    return functions.mysql_rows(msg, rows, copies)


@data.mysql_trigger("changes", "Orders", "MySql")
@data.mysql_output("copy", "Copies", "MySql")
@data.queue_output("$return", "answers", STORAGE)
def mysql_changes(changes: str, copy: func.Out[func.MySqlRow]) -> str:
    return functions.mysql_changes(changes, copy)
