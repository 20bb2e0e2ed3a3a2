"""The errors that rows raise, for the API, the desk and commands alike."""


class WrongStateError(Exception):
    """What is asked cannot be done in the state in which the row is."""
