"""Kind words for what records nothing."""

from markupsafe import Markup

from domain.counting import DayCount
from domain.understanding import Topic
from locales import Texts, message

_ANSWERS = {
    Topic.THANKS: message("You're welcome! Thank you for looking after the library 🙏"),
    Topic.PLAN: message("I hope it goes well! I have not recorded it yet. Tell me when it is done."),
    Topic.WAIT: message("All right, I'll wait."),
    Topic.LOAN: message("I don't record loans yet, sorry. I record visitors, activities and new books."),
    Topic.MEMBER: message("I don't record members yet, sorry. I record visitors, activities and new books."),
    Topic.STOCK: message("I don't record the state of the collection yet, sorry. New books I do record."),
    Topic.QUESTION: message("I'm only a recorder and can't answer that. What I can do: /bantuan"),
    Topic.OTHER: message("I have not recorded anything from that. To report, write for example: visitors 23"),
}


def answer(texts: Texts, topic: Topic | None, hour: int) -> Markup:
    """The answer to a message about `topic`, at this local hour."""
    if topic is Topic.GREETING:
        return greeting(texts, hour)
    return texts.say(_ANSWERS[topic or Topic.OTHER])


def greeted(texts: Texts, hour: int, question: Markup) -> Markup:
    """A greeting, and the question for today's visitors."""
    return Markup("{} {}").format(greeting(texts, hour), question)


def greeted_again(texts: Texts, hour: int, today: DayCount) -> Markup:
    """A greeting where today's visitors are known."""
    if today.closed:
        known = texts.say("Today is recorded as closed.")
    else:
        known = texts.say("{number} visitors are recorded for today.", number=texts.number(today.total or 0))
    return Markup("{} {}").format(greeting(texts, hour), known)


def greeting(texts: Texts, hour: int) -> Markup:
    """Good morning before 11, good day before 15, good afternoon before 18, then good evening."""
    if hour < 11:
        return texts.say("Good morning 🌤️")
    if hour < 15:
        return texts.say("Good day ☀️")
    return texts.say("Good afternoon 🌤️") if hour < 18 else texts.say("Good evening 🌙")


def apology(texts: Texts) -> Markup:
    """To somebody whose message could not be worked on."""
    return texts.say("Sorry, something went wrong with your message. It is kept, and we will look at it.")
