import azure_functions_lite as func

main = func.QueueMessage(body="7")
