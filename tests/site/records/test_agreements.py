"""The page of an agreement: what it is, what was done to it, what rests on it."""

import pytest
from django.test import Client

from tests.site import reading
from tests.site.records import scene

pytestmark = pytest.mark.django_db

AGREEMENT_ENGLISH = [
    "Treaty · Signed · signed January 2026",
    "Port agreement",
    "Agreement on the Port of Sulaco",
    "Opens the port.",
    "Our summary, not for print",
    "Status",
    "Signed",
    "It has been signed and is not known to be in force.",
    "What it is",
    "Treaty",
    "A written agreement between states or organizations under international law.",
    "Whether it binds",
    "Binding",
    "It creates obligations under law.",
    "Its text",
    "Withheld",
    "The parties have the text and do not publish it.",
    "Signed",
    "January 2026",
    "Expires",
    "2031",
    "Text to be published by",
    "1 March 2026",
    "Parties",
    "Costaguana Party",
    "Ruritania Party",
    "What was done to it",
    "3 February 2026 Ratification · Ruritania",
    "January 2026 Signature · Costaguana",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "In the words of its sources",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 January 2026",
    "Commitments that rest on it",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Not yet rated Reversed",
    "What was said of it",
    "We will not host foreign bases.",
    "Ana Ruiz, Foreign Minister · 25 January 2026",
    "Reaffirms: No foreign bases Details and citation — We will not host foreign bases.",
    "Topics",
    "Foreign bases",
]
AGREEMENT_SPANISH = [
    "Tratado · Firmado · firmado enero de 2026",
    "Acuerdo del puerto",
    "Acuerdo sobre el puerto de Sulaco",
    "Abre el puerto.",
    "Resumen nuestro, no es para publicar",
    "Estado",
    "Firmado",
    "Se ha firmado y no consta que esté en vigor.",
    "Qué es",
    "Tratado",
    "Un acuerdo escrito entre Estados u organizaciones regido por el derecho internacional.",
    "Si obliga",
    "Vinculante",
    "Crea obligaciones jurídicas.",
    "Su texto",
    "Reservado",
    "Las partes tienen el texto y no lo publican.",
    "Firmado",
    "enero de 2026",
    "Expira",
    "2031",
    "Texto por publicar hasta",
    "1 de marzo de 2026",
    "Partes",
    "Costaguana Parte",
    "Ruritania Parte",
    "Qué se hizo con él",
    "3 de febrero de 2026 Ratificación · Ruritania",
    "enero de 2026 Firma · Costaguana",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "En palabras de sus fuentes",
    "Costaguana will not host foreign bases",
    "The Sulaco Courier, 25 de enero de 2026 · Inglés",
    "Compromisos que se apoyan en él",
    "No foreign bases",
    "Costaguana will not host foreign military bases.",
    "Costaguana Sin valorar Revertido",
    "Qué se dijo al respecto",
    "No alojaremos bases extranjeras.",
    "Ana Ruiz, Canciller · 25 de enero de 2026",
    (
        "Traducción nuestra Reafirma: No foreign bases Detalles y cita — We will not "
        "host foreign bases."
    ),
    "Temas",
    "Foreign bases",
]


def test_an_agreement_says_what_it_is_and_what_rests_on_it(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/agreements/port") == AGREEMENT_ENGLISH


def test_an_agreement_says_what_it_is_and_what_rests_on_it_in_spanish(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/es/agreements/port") == AGREEMENT_SPANISH
