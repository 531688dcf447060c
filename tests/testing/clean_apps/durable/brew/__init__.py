def main(order: dict) -> dict:
    if not order:
        return None
    return {"tea": order["kind"]}
