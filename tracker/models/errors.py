"""What rows refuse, whoever asks: the API, the desk or a command."""


class WrongStateError(Exception):
    """What is asked cannot be done in the state in which the row is."""
