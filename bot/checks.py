"""What a library must fill in before citizens are let in: a list of plain sentences. Pure."""

from __future__ import annotations

from bot.config import Settings


def missing(settings: Settings, *, sample: bool, staff: bool) -> list[str]:
    """A sentence for each thing that is still missing; an empty list when all is there."""
    found = []
    if sample:
        found.append("This database holds the sample library: run `sammen sample remove`.")
    if not staff:
        found.append("Nobody is staff yet: run `make invite ROLE=administrator`.")
    if not settings.public_url.startswith("https"):
        found.append("PUBLIC_URL is not an https address: cookies and links need it.")
    wanted = {
        "LIBRARY_NAME": settings.library_name != "Biblioteket",
        "LIBRARY_BRANCHES": settings.library_branches,
        "LIBRARY_PHONE": settings.library_phone,
        "LIBRARY_MAIL": settings.library_mail,
        "LIBRARY_ADDRESS": settings.library_address,
        "LIBRARY_HOURS": settings.library_hours,
        "LIBRARY_DPO": settings.library_dpo,
        "CRISIS_NUMBER": settings.crisis_number,
        "CRISIS_NUMBER_CHILDREN": settings.crisis_number_children,
    }
    if (settings.crisis_number or settings.crisis_number_children) and not (
        settings.crisis_confirmed
    ):
        found.append(
            "CRISIS_CONFIRMED is not set: call both numbers, then write the day (2026-05-04). "
            "Until then nobody is shown them."
        )
    if not settings.staffed_hours:
        found.append("STAFFED_HOURS is not set: citizens are not told when somebody answers.")
    if not settings.care_person:
        found.append(
            "CARE_PERSON is not set: every administrator is told when somebody is in distress."
        )
    found += [f"{name} is not set: citizens see it." for name, given in wanted.items() if not given]
    if not settings.smtp_url:
        found.append("SMTP_URL is not set: no news by mail, and colleagues sign in by invitations.")
    return found
