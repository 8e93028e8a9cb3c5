"""Everything that changes an agreement; other apps write through these."""

from nagara_web.agreements.actions.files import add_file
from nagara_web.agreements.actions.register import (
    NewAgreement,
    add_agreement,
    add_party,
    change_agreement,
    keep_obligation,
    keep_partner,
    publish_agreement,
    remove_obligation,
    remove_party,
    take_back_agreement,
)
from nagara_web.agreements.actions.saying import confirm, say, set_aside

__all__ = [
    "NewAgreement",
    "add_agreement",
    "add_file",
    "add_party",
    "change_agreement",
    "confirm",
    "keep_obligation",
    "keep_partner",
    "publish_agreement",
    "remove_obligation",
    "remove_party",
    "say",
    "set_aside",
    "take_back_agreement",
]
