"""What a party is, and what part it has in an agreement."""

from tracker.vocabularies.base import Vocabulary


class PartyKind(Vocabulary):
    """What a party is."""

    STATE = (
        "state",
        "Estado",
        "A sovereign state, or a territory with a country code of its own.",
        "Un Estado soberano o un territorio con código de país propio.",
    )
    ORGANIZATION = (
        "organization",
        ("International organization", "Organización internacional"),
        "A body of which states are members, such as the UN or NATO.",
        "Un organismo integrado por Estados, como la ONU o la OTAN.",
    )
    MINISTRY = (
        "ministry",
        ("Ministry or department", "Ministerio o departamento"),
        "A department of a government, headed by a minister or secretary.",
        "Un departamento del Gobierno, dirigido por un ministro o secretario.",
    )
    AGENCY = (
        "agency",
        "Agencia u organismo público",
        "A public body that carries out a government's tasks below ministry level.",
        "Un organismo público de rango inferior al de ministerio que ejecuta tareas del Gobierno.",
    )
    LEGISLATURE = (
        "legislature",
        "Órgano legislativo",
        "A parliament, a congress, or one of its chambers or committees.",
        "Un parlamento o congreso, o una de sus cámaras o comisiones.",
    )
    COURT = (
        "court",
        "Tribunal",
        "A court or tribunal, national or international.",
        "Un tribunal o corte, nacional o internacional.",
    )
    POLITICAL_PARTY = (
        "political_party",
        "Partido político",
        "A party or a coalition that stands in elections.",
        "Un partido o una coalición que se presenta a elecciones.",
    )
    ARMED_FORCES = (
        "armed_forces",
        "Fuerzas armadas",
        "The armed forces of a state, or a branch or command of them.",
        "Las fuerzas armadas de un Estado, o una rama o un mando de ellas.",
    )
    EMBASSY = (
        "embassy",
        ("Embassy or mission", "Embajada o misión"),
        "The mission of one state to another state or to an organization.",
        "La misión de un Estado ante otro Estado o ante una organización.",
    )
    ARMED_GROUP = (
        "armed_group",
        "Grupo armado",
        "An organized armed group that is not part of a state's forces.",
        "Un grupo armado organizado que no forma parte de las fuerzas de un Estado.",
    )
    CRIMINAL_GROUP = (
        "criminal_group",
        "Grupo delictivo",
        "A group that authorities or courts describe as organized crime.",
        "Un grupo que las autoridades o los tribunales califican de delincuencia organizada.",
    )
    CIVIL_SOCIETY = (
        "civil_society",
        ("Civil society organization", "Organización de la sociedad civil"),
        "An association, union, church, rights group or research body.",
        "Una asociación, un sindicato, una iglesia, un grupo de derechos o un centro de estudios.",
    )
    COMPANY = (
        "company",
        "Empresa",
        "A business, whether private or owned by a state.",
        "Una empresa, sea privada o propiedad de un Estado.",
    )
    OTHER = (
        "other",
        "Otro",
        "A party of none of the other kinds.",
        "Una parte que no corresponde a ninguna de las demás clases.",
    )


class PartyRole(Vocabulary):
    """What part a party has in an agreement."""

    PARTY = (
        "party",
        "Parte",
        "It is bound by the agreement, or would be once this is in force.",
        "Está vinculada por el acuerdo, o lo estará cuando este entre en vigor.",
    )
    SIGNATORY = (
        "signatory",
        "Signatario",
        "It signed, which alone does not say that it is bound.",
        "Lo firmó, lo que por sí solo no indica que esté vinculado.",
    )
    GUARANTOR = (
        "guarantor",
        "Garante",
        "It undertook to see that the parties keep the agreement.",
        "Se comprometió a velar por que las partes cumplan el acuerdo.",
    )
    MEDIATOR = (
        "mediator",
        "Mediador",
        "It helped the parties to reach the agreement and is not bound by it.",
        "Ayudó a las partes a llegar al acuerdo y no está vinculado por él.",
    )
    OBSERVER = (
        "observer",
        "Observador",
        "It followed the talks or watches the outcome and is not bound.",
        "Siguió las conversaciones u observa sus resultados y no está vinculado.",
    )
