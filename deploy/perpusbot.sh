#!/bin/sh
# The command line of an installed bot: as its own user, with its settings (docs/how-to/install.md).
exec sudo -u perpusbot sh -c 'cd /var/lib/perpusbot && exec /opt/perpusbot/.venv/bin/perpusbot "$@"' perpusbot "$@"
