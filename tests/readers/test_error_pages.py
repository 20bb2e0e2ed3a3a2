"""Pages that answer 200 and hold an excuse."""

import pytest

from tracker.readers import error_pages


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404",
        "404 Not Found",
        "404 - Page not found",
        "Page Not Found | The Sulaco Courier",
        "The Sulaco Courier – Sorry, the page you are looking for could not be found.",
        "This page doesn’t exist",
        "Access Denied",
        "403 Forbidden",
        "503 Service Temporarily Unavailable",
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Página no encontrada - El Diario",
        "¡La página que busca no existe!",
        "No se encontró la página",
        "Acceso denegado",
        "Sitio en mantenimiento",
        "Error interno del servidor",
    ],
)
def test_a_short_page_with_such_a_title_is_an_excuse(title: str) -> None:
    assert error_pages.notice((title,), "Please try our front page, or search.")


@pytest.mark.parametrize(
    "title",
    [
        "503 soldiers not found after the storm",
        "Access denied: how Costaguana closed the port",
        "Ruiz: acceso denegado a los observadores",
        "The treaty was not found to breach the constitution",
        "Denied",
        "",
    ],
)
def test_an_article_about_such_things_is_none(title: str) -> None:
    assert error_pages.notice((title,), "Costaguana will not host foreign bases, said Ruiz.") == ""


def test_a_long_text_is_never_an_excuse() -> None:
    assert error_pages.notice(("404",), "word " * 251) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Please enable JavaScript and cookies to continue.",
        "JavaScript is disabled in your browser.",
        "Por favor, habilite JavaScript para continuar.",
    ],
)
def test_a_page_that_a_script_would_make_says_so(text: str) -> None:
    assert error_pages.needs_script(text)
    assert not error_pages.needs_script(text + " word" * 60)


@pytest.mark.parametrize(
    "text",
    [
        "We value your privacy. We and our 12 partners store information on your device, with your "
        "consent. Accept all. Reject all.",
        "Usamos cookies y datos. Si eliges Aceptar todo, verás anuncios personalizados.",
        "Loading…",
        "Redirecting to the story.",
        "Oops! That page can’t be found. It looks like nothing was found at this location.",
        "La noticia que usted busca ha sido movida o eliminada.",
        "Este contenido ya no está disponible en nuestro sitio.",
    ],
)
def test_a_notice_in_place_of_the_article_is_an_excuse(text: str) -> None:
    assert error_pages.notice(("The Sulaco Courier",), text)
    assert not error_pages.notice(("The Sulaco Courier",), text + " word" * 400)


@pytest.mark.parametrize(
    "text",
    [
        "The government of Norland will let readers reject all cookies, the minister said. "
        "Websites that write that they value privacy have to say what they store. " * 3,
        "Opening the port of Sulaco to all ships is the purpose of the accord that Norland and "
        "Freedonia signed on Monday in the presence of the ambassadors.",
        "El ministerio informó de que el contenido personalizado de los portales se regulará antes "
        "de continuar con la reforma, según la ley que aprobó la asamblea.",
    ],
)
def test_an_article_about_what_notices_are_about_is_none(text: str) -> None:
    assert error_pages.notice(("The Sulaco Courier",), text) == ""
    assert error_pages.before_offer(text) is None


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("No bases.\nThis report is for subscribers only.\nOne peso a month.", "No bases."),
        ("No habrá bases.\nSuscríbase para seguir leyendo.", "No habrá bases."),
        ("Subscribe to continue reading.", ""),
        ("The union said that its members will subscribe to the fund.", None),
        ("This report is for subscribers only.\n" + "word " * 400, None),
    ],
)
def test_a_text_ends_where_it_is_offered_for_sale(text: str, before: str | None) -> None:
    assert error_pages.before_offer(text) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [("No habrá bases.", 3), ("不会有外国基地", 7), ("Sẽ không có căn cứ", 5), ("", 0)],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert error_pages.count(text) == words
