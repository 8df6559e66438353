"""Reads of volunteers. Writes nothing. Each checks who may read, or says that its caller does."""

from storage.volunteers.queries.one import (
    Place,
    Standing,
    allows,
    lacks,
    may_work,
    own,
    place_steps,
    volunteer,
)
from storage.volunteers.queries.roles import (
    closing,
    lacks_to_open,
    open_roles,
    role,
    roles,
    trial,
    trials,
)
from storage.volunteers.queries.staff import (
    Beside,
    Brief,
    beside,
    helps,
    is_volunteer,
    listed,
    skilled,
)

__all__ = [
    "Beside",
    "Brief",
    "Place",
    "Standing",
    "allows",
    "beside",
    "closing",
    "helps",
    "is_volunteer",
    "lacks",
    "lacks_to_open",
    "listed",
    "may_work",
    "open_roles",
    "own",
    "place_steps",
    "role",
    "roles",
    "skilled",
    "trial",
    "trials",
    "volunteer",
]
