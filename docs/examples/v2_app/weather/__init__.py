"""Code that several functions of this app use."""
