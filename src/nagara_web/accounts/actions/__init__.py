"""What can be done to people, their appointments, invitations and tokens."""

from nagara_web.accounts.actions.appointments import appoint, end_appointment, hand_over
from nagara_web.accounts.actions.invitations import (
    accept,
    accept_as_new_person,
    invite,
    send_again,
    withdraw_invitation,
)
from nagara_web.accounts.actions.people import (
    add_person,
    change_person,
    choose_language,
    end_session,
    leave,
    person_changed,
    take_off_second_factor,
)
from nagara_web.accounts.actions.tokens import make_token, withdraw_token

__all__ = [
    "accept",
    "accept_as_new_person",
    "add_person",
    "appoint",
    "change_person",
    "choose_language",
    "end_appointment",
    "end_session",
    "hand_over",
    "invite",
    "leave",
    "make_token",
    "person_changed",
    "send_again",
    "take_off_second_factor",
    "withdraw_invitation",
    "withdraw_token",
]
