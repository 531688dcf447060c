def main(msg: bytes):
    return {"length": len(msg)}
