"""What `App.check` looks at."""
