"""What bindings share: values and their fields, tables of metadata, bodies, messages, records, replies."""
