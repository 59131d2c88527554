"""Who hands a post in, who lets a blocked one through, and who asks the safeguarding lead?"""

from __future__ import annotations

from checker.core.report import Verdict
from checker.core.staff import Actor
from checker.workflow.permits import Act, require_other
from checker.workflow.register import opened_for, own_register


def submit(actor: Actor, post_digest: str, verdict: Verdict, register: str | None) -> int:
    """Hand a checked post in for approval; the submission's number. Raises: NotAllowed, NoRegister."""
    from checker.store.submissions import Submissions

    return Submissions(opened_for(actor, Act.SUBMIT, register)).submit(post_digest, verdict)


def override_block(actor: Actor, post_digest: str, why: str, register: str | None) -> int:
    """Let a blocked post of somebody else through, for a written reason; the number of this decision.

    Raises: NotAllowed for one's own post or without the role; NoRegister; RegisterRefused without a reason.
    """
    from checker.store.submissions import Submissions

    author = Submissions(opened_for(actor, Act.OVERRIDE_BLOCK, register)).latest(post_digest).account
    signer = require_other(actor, Act.OVERRIDE_BLOCK, author)
    return Submissions(own_register(register, signer)).override(post_digest, why)


def refer_to_dsl(actor: Actor, post_digest: str, why: str, register: str | None) -> int:
    """Ask the designated safeguarding lead about a post; the referral's number. Raises: NotAllowed, NoRegister."""
    from checker.store.submissions import Submissions

    return Submissions(opened_for(actor, Act.REFER_TO_DSL, register)).refer(post_digest, why)
