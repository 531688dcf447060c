"""Finding an app, loading it and calling its functions."""
