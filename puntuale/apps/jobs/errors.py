"""What a handler says about a job that it could not carry out; anything else is tried again."""


class CannotSucceed(Exception):
    """Trying again would change nothing: an administrator is shown the job and the reason."""


class ServiceDown(Exception):
    """Nothing of this kind can be carried out now: the service behind it does not answer.

    The jobs of the kind wait together, and their attempts are not counted.
    """


class LeaseLost(Exception):
    """The job was taken back meanwhile: what was done in its transaction is undone."""
