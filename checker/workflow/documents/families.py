"""What parents and pupils are told, and the form they answer on, in plain words.

Sources: Protection of Freedoms Act 2012 ss.26-28; DfE, Protection of biometric data of children in schools and
colleges (2022); the ICO's letters to schools of January 2023 and July 2024; Data (Use and Access) Act 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.workflow.documents.facts import Facts
from checker.workflow.documents.parts import Block, Boxes, Bullets, Heading, Para, ToFill

_COMPLAIN = (
    "If you are not content with how we use your data, tell the school: we acknowledge a complaint within 30 days. You "
    "can also complain to the Information Commissioner's Office (ico.org.uk)."
)


def parents(facts: Facts) -> Iterator[Block]:
    """The notification that every parent gets before anything is done (s.26)."""
    yield Para("To each parent and carer of a pupil, from " + facts.school)
    yield Heading("What we would like to do")
    yield Para(
        "Before we publish a photo we must know who is in it and whether we may show them. We would like a computer "
        "program to help: it compares the faces in the photo with the faces of pupils whose families agreed. It says "
        "who somebody could be. A member of staff always decides."
    )
    yield Heading("What is recorded of your child")
    yield Bullets((
        "From one or more photos the program works out a list of numbers that describes the face. This is biometric "
        "information. The photos used for it are not kept.",
        "The numbers stay on the school's machine. They are not sent to anybody, and not used for anything else: not "
        "for registration, meals or cameras.",
        f"They are deleted at once if you or your child say no, if your child leaves, and after "
        f"{facts.retention.templates} days in any case.",
        "When a photo is checked, every face in it is measured for a moment, to compare it. Those numbers are never "
        "stored.",
    ))  # fmt: skip
    yield Heading("How good it is")
    yield Para(
        "The program makes mistakes, and more with children than with adults. It is set to ask when in doubt, and a "
        "face that it does not know is never taken for safe. The figures are in our data protection impact "
        "assessment; ask the school for it."
    )
    yield Heading("Your rights")
    yield Bullets((
        "We do this only if at least one parent agrees in writing and no parent objects in writing.",
        "Your child can say no at any time, in any way, whatever you have said. Please talk about it together.",
        "You can object or change your mind in writing at any time, without giving a reason.",
        "If you say nothing, the answer is no.",
        "Saying no has no disadvantage: a member of staff then looks at the photos without the comparison. It is "
        "separate from whether your child may be in photos.",
    ))  # fmt: skip
    yield Para("The law: Protection of Freedoms Act 2012, sections 26 to 28; UK GDPR Articles 6, 7 and 9. " + _COMPLAIN)


def consent(facts: Facts) -> Iterator[Block]:
    """The form; nothing is ticked beforehand (s.27: in writing)."""
    yield Para(
        f"To {facts.school}. Please read the letter about face matching first. Mark one answer; nothing is ticked for "
        "you, and if we do not get this form back the answer is no."
    )
    yield ToFill(("Name of the child", "Class", "Your name", "You are the child's (mother, father, carer ...)"))
    yield Boxes("Do you have parental responsibility for the child?", ("Yes.", "No."))
    yield Heading("Comparing my child's face with the faces in photos, before the school publishes them")
    yield Boxes("My answer", ("I agree.", "I do not agree, or I object."))
    yield Boxes("I have talked about it with my child.", (
        "Yes.", "Not yet.", "My child does not want it. That alone is enough, and nothing is done.",
    ))  # fmt: skip
    yield Para(
        "I can change my mind in writing at any time; then what was recorded is deleted at once. This form is about "
        "face matching only. Photos, videos and names have a form of their own."
    )
    yield ToFill(("Signature", "Date"))
    yield Heading("For the office")
    yield ToFill(("Received on, by", "Entered in the register on", "Every parent was told on"))


def pupils(facts: Facts) -> Iterator[Block]:
    """The same for children."""
    yield Para(f"For the children of {facts.school}. Read it with somebody at home or at school.")
    yield Heading("What is it?")
    yield Para(
        "Sometimes we put photos of school on the internet. First we have to know who is in the photo, and if that is "
        "all right. A computer can help us look at the faces. It is not always right. A grown-up always checks."
    )
    yield Heading("What does the computer keep?")
    yield Para(
        "It looks at a photo of your face and makes a long list of numbers from it. It keeps the numbers, not the "
        "photo. The numbers stay in our school. Nobody else gets them."
    )
    yield Heading("Can I say no?")
    yield Bullets((
        "Yes. You can say no, even if your parents said yes.",
        "You can say no today, or later. You do not have to say why.",
        "Tell any grown-up at school, or at home. Then we delete your numbers.",
        "Nobody will be cross, and you will not miss anything.",
    ))  # fmt: skip
    yield Heading("When do the numbers go away?")
    yield Para(
        "When you say no. When your parents say no. When you leave our school. And after "
        f"{facts.retention.templates} days, even if nobody says anything."
    )
    yield Para("Do you have a question? Ask your teacher. There are no silly questions about your own face.")


def privacy(facts: Facts) -> Iterator[Block]:
    """A paragraph for the school's privacy notice."""
    yield Heading("Checking posts before we publish them")
    yield Para(
        f"Before {facts.school} publishes a post, a program on our own machine checks its words and photos against our "
        "policy and our record of consents. We use names, classes, your answers about consent, and the photos and "
        "words of the post. We do this to publish no pupil whom we may not publish (UK GDPR Article 6(1)(a) "
        "and (e), Article 5(2)). Nothing is sent to anybody else."
    )
    if facts.matching is None:
        yield Para("The program finds faces in a photo. It does not compare them with anybody; a member of staff says "
                   "who is in the photo.")  # fmt: skip
    else:
        yield Para(
            "For pupils whose parent agreed in writing, and where neither a parent nor the pupil objected, the program "
            "also compares faces in photos (UK GDPR Article 9(2)(a); Protection of Freedoms Act 2012 ss.26-28). You "
            f"can withdraw at any time. What describes a face is deleted then, on leaving, or after "
            f"{facts.retention.templates} days."
        )
    kept = facts.retention
    yield Para(
        f"Drafts are kept for {kept.drafts} days, and who submitted and approved a post for {kept.evidence} days. You "
        f"may ask for what we hold about your child, for its correction or erasure, and object. {_COMPLAIN}"
    )
