"""What falls due by itself: planned into the outbox, never sent; a key for each message makes repeating harmless."""
