"""Pages that answer 200 and hold an excuse: not found, forbidden, wait a moment."""

import re

# More words than any excuse has, even with what a site adds to console the reader.
_MOST_WORDS = 250
_MOST_WORDS_OF_A_WALL = 60
_BETWEEN = re.compile(r"(?<!\s)\s+[|–—·•»:-]\s+")
_CODE = re.compile(
    r"(http\s*)?(error\s*)?(code\s*)?(40[0134]|410|429|50[0234])\b[\s:,.-]*", re.IGNORECASE
)
_EXCUSE = re.compile(
    "|".join(
        (
            r"(error)?|(page |file |article |content )?(was )?not found",
            r"(sorry[,.]? )?(the |this |that )?page (you .{0,40})?"
            r"(can ?not|can['’]t|could not|couldn['’]t) be found",
            r"(the |this )?page (does not|doesn['’]t|no longer) exists?",
            r"access (to this page )?(has been |is )?denied|forbidden|unauthori[sz]ed",
            r"(internal )?server error|bad gateway|gateway time-?out|too many requests",
            r"service (temporarily )?unavailable|(temporarily )?down for maintenance",
            r"(site |we are |we['’]re )?(under|in) maintenance",
            r"just a moment|attention required!?|one moment,? please|checking your browser.{0,40}",
            r"are you (a )?(human|robot)\??|(security|human) (check|verification)|captcha",
            r"p[aá]gina no (encontrada|existe|disponible)",
            r"(la |esta )?p[aá]gina (que .{0,40})?no (se )?(encontr[oó]|ha sido encontrada|existe)",
            r"no (se )?(encontr[oó]|encontramos|pudimos encontrar) (la|esta) p[aá]gina",
            r"acceso (denegado|prohibido)|error interno( del servidor)?",
            r"servicio (temporalmente )?no disponible|(sitio |estamos )?en mantenimiento",
            r"un momento|verificaci[oó]n de seguridad|contenido no (encontrado|disponible)",
        )
    ),
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(enable|activate|habilit\w{1,20}|activ\w{1,20}|turn on) (the )?(javascript|cookies)"
    r"|(javascript|cookies) (is|are|est[aá]n?) (disabled|deshabilitad[oa]s?|desactivad[oa]s?)",
    re.IGNORECASE,
)


def excuse(titles: tuple[str, ...], text: str) -> str:
    """Return the words by which a page says that the article is not there; '' where it is."""
    words = len(text.split())
    if words <= _MOST_WORDS_OF_A_WALL and (wall := _WALL.search(text)):
        return wall.group()
    if words > _MOST_WORDS:
        return ""
    for title in titles:
        for piece in _BETWEEN.split(title):
            said = piece.strip(".…!¡¿ ")
            if said and _EXCUSE.fullmatch(_CODE.sub("", said, count=1)):
                return said
    return ""
