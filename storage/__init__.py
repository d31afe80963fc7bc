"""The only SQL: tables, one transaction at a time (`work`), and what is kept in them."""
