"""What is said around an announcement, from /siarkan to its answers."""
