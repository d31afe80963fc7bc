"""The commands, one file per group: options in, one call, text out."""
