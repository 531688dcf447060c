def main(context) -> str:
    return context
