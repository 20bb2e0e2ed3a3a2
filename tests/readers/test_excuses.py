"""Pages that answer 200 and hold an excuse."""

import pytest

from tracker.readers import excuses


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
    assert excuses.excuse((title,), "Please try our front page, or search.")


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
    assert excuses.excuse((title,), "Costaguana will not host foreign bases, said Ruiz.") == ""


def test_a_long_text_is_never_an_excuse() -> None:
    assert excuses.excuse(("404",), "word " * 251) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Please enable JavaScript and cookies to continue.",
        "JavaScript is disabled in your browser.",
        "Por favor, habilite JavaScript para continuar.",
    ],
)
def test_a_wall_before_the_article_is_an_excuse(text: str) -> None:
    assert excuses.excuse(("The Sulaco Courier",), text)
    assert not excuses.excuse(("The Sulaco Courier",), text + " word" * 60)
