"""Addresses for tests: those of the service, and one whose view has a mistake."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from config import urls


def fault(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(request.path)


urlpatterns: list[URLPattern | URLResolver] = [path("v1/fault", fault), *urls.urlpatterns]
handler500 = urls.handler500
