import azure_functions_lite as func

app = func.FunctionApp()


@app.mcp_tool()
@app.mcp_tool_property(arg_name="town", description="Name of a town.")
def weather(city: str) -> str:
    """Tell the weather."""
    return f"Rain in {city}."
