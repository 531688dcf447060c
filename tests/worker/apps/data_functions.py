"""Functions of an app with function.json: blobs, Cosmos DB, SQL and MySQL."""

import seen

import azure_functions_lite as func


def blob(file: func.InputStream, copy: func.Out[bytes]) -> str:
    copy.set(file.read(7))
    return seen.report(file, seen.BLOB)


def blob_as_bytes(file: bytes, copy: func.Out[str]) -> str:
    copy.set(file.decode())
    return type(file).__name__


def blob_in(msg: func.QueueMessage, file: func.InputStream, copy: func.Out[func.InputStream]) -> str:
    copy.set(file)
    return seen.dumps({"id": msg.id, "length": file.length, "readable": file.readable()})


def blob_absent(msg: func.QueueMessage, file: func.InputStream) -> str:
    return repr(file)


def documents(docs: func.DocumentList, copy: func.Out[func.Document]) -> str:
    copy.set(docs[0])
    return seen.dumps([dict(doc) for doc in docs])


def documents_in(msg: func.QueueMessage, docs: func.DocumentList, copies: func.Out[func.DocumentList]) -> str:
    copies.set(func.DocumentList([func.Document.from_dict({"id": "åäö", "of": doc["id"]}) for doc in docs]))
    return seen.dumps([doc.to_json() for doc in docs])


def sql_rows(msg: func.QueueMessage, rows: func.SqlRowList, copy: func.Out[func.SqlRow]) -> str:
    copy.set(rows[1])
    return seen.dumps([dict(row) for row in rows])


def sql_changes(changes: str, copies: func.Out[func.SqlRowList]) -> str:
    copies.set(func.SqlRowList([func.SqlRow.from_dict({"OrderId": 17, "Customer": "Åsa"}), func.SqlRow()]))
    return changes


def mysql_rows(msg: func.QueueMessage, rows: func.MySqlRowList, copies: func.Out[func.MySqlRowList]) -> str:
    copies.set(rows)
    return seen.dumps([dict(row) for row in rows])


def mysql_changes(changes: str, copy: func.Out[func.MySqlRow]) -> str:
    copy.set(func.MySqlRow.from_dict({"OrderId": 17, "Customer": "Åsa"}))
    return changes
