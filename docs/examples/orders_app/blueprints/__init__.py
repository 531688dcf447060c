"""The functions of the app, by subject."""
