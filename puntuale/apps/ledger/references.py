"""What a transfer was for, as its `reference` says."""

CHARGE = "charge:"


def charge_reference(ticket_id: int, sequence: int) -> str:
    """What one rating of a request moved."""
    return f"{charges_of(ticket_id)}{sequence}"


def charges_of(ticket_id: int) -> str:
    """How the references of all ratings of a request begin."""
    return f"{CHARGE}{ticket_id}:"


def held_for_work(ticket_id: int) -> str:
    """What the work under way on a request has used so far."""
    return f"hold:{ticket_id}"


def held_for_estimate(ticket_id: int) -> str:
    """What the accepted estimate of a request counts on."""
    return f"accepted:{ticket_id}"
