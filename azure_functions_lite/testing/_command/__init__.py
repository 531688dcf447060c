"""The subcommands of ``azure-functions-lite``."""
