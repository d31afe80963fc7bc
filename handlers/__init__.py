"""What happens when a person says or taps something; one file per capability.

A handler loads, asks the domain and returns what to say; it never sends and never commits.
"""
