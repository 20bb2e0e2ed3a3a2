"""The HTTP client that everything going out uses, and where it may connect.

Plain Python: what is allowed and how long it may take are arguments.
"""
