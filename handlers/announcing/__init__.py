"""/siarkan: announcements, from composing to their answers. Every tap checks again whose they are, and how far they
may reach."""
