"""Invented agency reports in both languages, and what outlets make of one: cut, led in, reworded.

A report is a list of paragraphs; ``FOLLOW_UPS`` are later happenings that repeat the background
of a report word for word, as agencies do.
"""

REPORTS = [
    [
        "SULACO, Jan. 25 (Occidental Press) - Costaguana will not host foreign military bases on "
        "its coast, Foreign Minister Ana Ruiz said on Sunday, ending a week of speculation about "
        "the future of the old naval station at Cayta.",
        "Speaking after talks with her counterpart from Ruritania, Ruiz said that the two "
        "governments had agreed to share radar data and to train coastguard officers together, "
        "but that no foreign troops would be stationed in the country under any arrangement.",
        "The opposition Blanco party, which holds a third of the seats in the provincial "
        "assembly, called the announcement a step in the right direction and asked for the text "
        "of the agreement to be published before the assembly returns from its recess in March.",
        "Costaguana's constitution of 1891 forbids the stationing of foreign forces without the "
        "consent of both chambers. A referendum that would have lifted the ban failed last year "
        "with 58 percent of voters against it, and the government has said that it respects the "
        "result.",
    ],
    [
        "PUERTO AZUL, Feb. 3 (Occidental Press) - The Oceanic Steam Navigation Company will run "
        "two more ferries a week between Puerto Azul and the islands from next month, the "
        "transport ministry said on Tuesday, after fishermen had blocked the quay for four days.",
        "The ministry will pay a subsidy of three million pesos a year and the company will keep "
        "its fares as they are until the end of 2027, according to the contract that was signed "
        "in the harbour office late on Monday night.",
        "A spokesman for the fishermen's cooperative said that the blockade had been lifted and "
        "that its members would vote on Saturday on whether to accept the new timetable, which "
        "leaves the northern islands without a night service.",
        "The islands, home to some nine thousand people, have had no airport since the storm of "
        "2019 and depend on the ferries for fuel, medicine and most of their food.",
    ],
    [
        "SULACO, Feb. 9 (Occidental Press) - A judge in Sulaco on Monday ordered the San Tomé "
        "mine to stop pumping water from the upper valley, saying that the company had not shown "
        "that the springs on which six villages depend would recover.",
        "The order, which takes effect at once, follows a suit that the villages brought two "
        "years ago. The mine employs four thousand people and pays a fifth of all taxes in the "
        "province, according to the finance ministry.",
        "A lawyer for the company said that it would appeal and that the pumps had been approved "
        "by three governments in a row. Production of silver would fall by a third within weeks "
        "if the order stands, he added.",
    ],
    [
        "SULACO, 25 ene (Prensa Occidental) - Costaguana no alojará bases militares extranjeras "
        "en su costa, dijo el domingo la canciller Ana Ruiz, y puso fin a una semana de "
        "especulaciones sobre el futuro de la antigua estación naval de Cayta.",
        "Tras reunirse con su homólogo de Ruritania, Ruiz explicó que los dos Gobiernos acordaron "
        "compartir datos de radar y formar juntos a oficiales de la guardia costera, pero que "
        "ninguna tropa extranjera quedará destacada en el país bajo ninguna fórmula.",
        "El opositor Partido Blanco, que tiene un tercio de los escaños de la asamblea "
        "provincial, calificó el anuncio de paso en la dirección correcta y pidió que el texto "
        "del acuerdo se publique antes de que la asamblea vuelva de su receso en marzo.",
        "La Constitución de 1891 prohíbe el estacionamiento de fuerzas extranjeras sin el "
        "consentimiento de ambas cámaras. Un referendo que habría levantado la prohibición "
        "fracasó el año pasado con el 58 por ciento de los votos en contra, ni el Gobierno ni la "
        "oposición lo impugnaron.",
    ],
    [
        "PUERTO AZUL, 3 feb (Prensa Occidental) - La Compañía Oceánica de Navegación pondrá en "
        "servicio desde el próximo mes dos transbordadores más por semana entre Puerto Azul y las "
        "islas, informó el martes el Ministerio de Transporte, después de que los pescadores "
        "bloquearan el muelle durante cuatro días.",
        "El ministerio pagará un subsidio de tres millones de pesos al año y la empresa mantendrá "
        "sus tarifas hasta finales de 2027, según el contrato que se firmó en la capitanía del "
        "puerto a última hora del lunes.",
        "Un portavoz de la cooperativa de pescadores dijo que el bloqueo se levantó y que sus "
        "socios votarán el sábado si aceptan el nuevo horario, que deja sin servicio nocturno a "
        "las islas del norte.",
    ],
    [
        "SULACO, 12 feb (Prensa Occidental) - El Congreso aprobó el jueves en segunda lectura la "
        "ley que obliga a los ministerios a publicar sus contratos en un plazo de diez días, con "
        "71 votos a favor, 12 en contra y 9 abstenciones.",
        "La norma entrará en vigor en septiembre y prevé multas de hasta el cinco por ciento del "
        "valor del contrato para los funcionarios que no la cumplan, aunque deja fuera las "
        "compras de las fuerzas armadas.",
        "La ponente del proyecto, la diputada Emilia Gould, lamentó la excepción y anunció que la "
        "comisión volverá a examinarla dentro de un año, cuando el Tribunal de Cuentas entregue "
        "su primer informe.",
    ],
]

FOLLOW_UPS = [
    (
        0,
        [
            "SULACO, Jan. 31 (Occidental Press) - Ruritania's parliament on Saturday voted to "
            "withdraw its ambassador from Sulaco in protest at what lawmakers called a broken "
            "understanding, hours after a freighter under its flag had been searched at Cayta.",
            "Prime Minister Rudolf Elphberg told reporters in Strelsau that he would not be bound "
            "by the vote and that a special envoy, the former general Sapt, would travel to "
            "Costaguana within days in order to calm what he described as a quarrel among friends.",
            "Customs officers had found two crates of rifles on board which were not in the "
            "ship's papers, the harbour master of Cayta said. The captain was released on bail.",
            REPORTS[0][3],
        ],
    ),
    (
        1,
        [
            "PUERTO AZUL, Feb. 7 (Occidental Press) - Members of the fishermen's cooperative "
            "voted by a narrow margin on Saturday to reject the timetable offered to them, and "
            "boats were again moored across the entrance of the harbour by nightfall.",
            "The result, 412 votes against 397, surprised both the company and the leaders of the "
            "cooperative, who had urged a yes. The transport minister cut short a journey to the "
            "capital and was expected to meet a delegation at dawn.",
            REPORTS[1][3],
        ],
    ),
    (
        3,
        [
            "SULACO, 31 ene (Prensa Occidental) - El parlamento de Ruritania votó el sábado la "
            "retirada de su embajador en Sulaco en protesta por lo que los diputados llamaron un "
            "entendimiento roto, horas después del registro de un carguero de su bandera en Cayta.",
            "El primer ministro Rudolf Elphberg aseguró en Strelsau que la votación no lo obliga y "
            "que un enviado especial, el exgeneral Sapt, viajará a Costaguana en los próximos días "
            "para calmar lo que describió como una riña entre amigos.",
            "Los aduaneros hallaron a bordo dos cajas de fusiles que no figuraban en los papeles "
            "del barco, dijo el capitán del puerto. El patrón quedó en libertad bajo fianza.",
            REPORTS[3][3],
        ],
    ),
]

# What one outlet hangs under everything that it prints.
BOILERPLATE = (
    "The Sulaco Courier is published six days a week. Sign up for our morning letter and never "
    "miss what matters in the province. All rights reserved; no part of this page may be "
    "reproduced without the written consent of the publisher."
)
LEAD_IN = {
    "en": "By our foreign desk. What follows was reported by the agency overnight; our "
    "correspondent in the capital is on her way to the coast and will add to it in the morning.",
    "es": "Por nuestra redacción internacional. Lo que sigue es un despacho de agencia; nuestra "
    "corresponsal viaja hacia la costa y lo ampliará en la edición de la mañana.",
}
REWORDED = {
    "said on": "declared on",
    "percent": "per cent",
    "agreed to": "decided to",
    "some nine thousand": "around 9,000",
    "will pay": "is to pay",
    "a third": "one third",
    "dijo el": "declaró el",
    "acordaron": "convinieron",
    "informó el": "anunció el",
    "tres millones": "3 millones",
    "el jueves": "este jueves",
    "por ciento": "%",
}


def language(report: list[str]) -> str:
    """Return the language of a report."""
    return "es" if "Prensa Occidental" in report[0] else "en"


def as_printed(report: list[str]) -> dict[str, str]:
    """Return what outlets made of a report: whole, cut, led in, reworded, without its dateline."""
    whole = "\n\n".join(report)
    reworded = whole
    for words, others in REWORDED.items():
        reworded = reworded.replace(words, others)
    undated = whole.partition(" - ")[2]
    lead_in = LEAD_IN[language(report)]
    return {
        "whole": whole,
        "cut by a paragraph": "\n\n".join(report[:-1]),
        "cut to two paragraphs": "\n\n".join(report[:2]),
        "led in": f"{lead_in}\n\n{whole}",
        "reworded": reworded,
        "undated, with boilerplate": f"{undated}\n\n{BOILERPLATE}",
        "reworded, cut and led in": f"{lead_in}\n\n" + "\n\n".join(reworded.split("\n\n")[:-1]),
        "in capitals, without accents and quotes": whole.upper().replace("'", "’"),
    }
