"""Plain values of the field: what is reported, by whom, for when. Imports nothing of ours."""
