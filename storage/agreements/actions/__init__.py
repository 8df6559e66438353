"""The only writers of agreements."""

from storage.agreements.actions.agreeing import (
    Yes,
    evaluate,
    go_on,
    last_day,
    say_yes,
    signed,
    stop,
)
from storage.agreements.actions.beginning import (
    NewAgreement,
    change_level,
    expect,
    fill_up,
    gather,
    propose,
)
from storage.agreements.actions.clock import Coming, come_due
from storage.agreements.actions.drafting import (
    call_back,
    drop,
    find_right,
    hand_over,
    keep_old,
    lacking,
    name_signatory,
    revise,
    send,
    set_dates,
    succeed,
    write,
)
from storage.agreements.actions.forgetting import (
    forget_agreements,
    forget_person,
    forget_unagreed,
)
from storage.agreements.actions.forgetting import hand_over as hand_over_words
from storage.agreements.actions.step import Actor, of_partner, of_staff
from storage.agreements.actions.wanting import let_go_of_partner, take_up, want

__all__ = [
    "Actor",
    "Coming",
    "NewAgreement",
    "Yes",
    "call_back",
    "change_level",
    "come_due",
    "drop",
    "evaluate",
    "expect",
    "fill_up",
    "find_right",
    "forget_agreements",
    "forget_person",
    "forget_unagreed",
    "gather",
    "go_on",
    "hand_over",
    "hand_over_words",
    "keep_old",
    "lacking",
    "last_day",
    "let_go_of_partner",
    "name_signatory",
    "of_partner",
    "of_staff",
    "propose",
    "revise",
    "say_yes",
    "send",
    "set_dates",
    "signed",
    "stop",
    "succeed",
    "take_up",
    "want",
    "write",
]
