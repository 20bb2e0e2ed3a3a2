"""What we say around the words of others, in both languages."""

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, str]

OPEN: Final[Words] = {"en": "Open at On Record", "es": "Abrir en On Record"}
REPORTS: Final[Words] = {
    "en": "{outlet} reports on {title}",
    "es": "{outlet} informa sobre {title}",
}
REPORTED: Final[Words] = {"en": "New report on {title}", "es": "Nueva información sobre {title}"}
WITHDREW: Final[Words] = {"en": "We withdrew: {what}", "es": "Hemos retirado: {what}"}
CORRECTED: Final[Words] = {"en": "We corrected: {what}", "es": "Hemos corregido: {what}"}
RECALLED: Final[Words] = {
    "en": "We took back our decision on: {what}",
    "es": "Hemos revocado nuestra decisión sobre: {what}",
}
CONFIRMED: Final[Words] = {
    "en": "A person confirmed: {what}",
    "es": "Una persona ha confirmado: {what}",
}
DELETED: Final[Words] = {"en": "We deleted: {what}", "es": "Hemos eliminado: {what}"}
REDACTED: Final[Words] = {
    "en": "We removed what we showed of: {what}",
    "es": "Hemos suprimido lo que mostrábamos de: {what}",
}
RESTORED: Final[Words] = {"en": "We show again: {what}", "es": "Volvemos a mostrar: {what}"}
BECAUSE: Final[Words] = {"en": "Because: {reason}", "es": "Porque: {reason}"}
WAS_TOLD_AS: Final[Words] = {
    "en": "We had told it as “{before}”; it is “{now}”.",
    "es": "Lo habíamos dado como «{before}»; es «{now}».",
}
WAITS: Final[Words] = {
    "en": "It is not shown until a person has decided.",
    "es": "No se muestra hasta que una persona decida.",
}
MERGED: Final[Words] = {
    "en": "It is part of another record now.",
    "es": "Ahora forma parte de otro registro.",
}
TOO_LONG: Final[Words] = {
    "en": "What changed is too long for a message.",
    "es": "Lo que cambió es demasiado largo para un mensaje.",
}
UNNAMED: Final[Words] = {"en": "a record", "es": "un registro"}
JUDGEMENTS: Final[Mapping[str, Words]] = {
    "flagged": {"en": "flagged by a machine", "es": "señalado por una máquina"},
    "confirmed": {"en": "confirmed by a person", "es": "confirmado por una persona"},
    "corrected": {"en": "corrected by a person", "es": "corregido por una persona"},
}
NOT_FOR_PRINT: Final[Words] = {
    "en": "{kind}, not for print",
    "es": "{kind}, no apto para publicar",
}
EXAMPLE: Final[Words] = {
    "en": "An example: these people and this state do not exist.",
    "es": "Un ejemplo: estas personas y este estado no existen.",
}
CHANNEL: Final[Words] = {
    "en": "On Record can post in this channel",
    "es": "On Record puede publicar en este canal",
}
ENTER: Final[Words] = {
    "en": "To have it do so, enter this code on the page where you gave the channel’s address: "
    "{code}",
    "es": "Para que lo haga, introduzca este código en la página en que dio la dirección del "
    "canal: {code}",
}
IGNORE: Final[Words] = {
    "en": "If nobody here asked for it, do nothing: nothing more will come.",
    "es": "Si nadie aquí lo pidió, no haga nada: no llegará nada más.",
}
WILL_POST: Final[Words] = {
    "en": "What somebody here asked to be told will come here.",
    "es": "Lo que alguien aquí pidió saber llegará aquí.",
}
