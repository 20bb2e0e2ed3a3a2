"""The desk itself: who sits down at it, what stands on it, and in which order."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.admin.imports import views as imports
from tracker.admin.review import views as review
from tracker.admin.signing_in import devices, noting, passwords, sections, two_factor
from tracker.models import AuditAct
from tracker.reviewing import queue


class Desk(admin.AdminSite):
    """Django's admin, with limits on signing in, one-time codes, and an index by task."""

    site_header = "On Record"
    site_title = "On Record"
    index_title = "The editors' desk"
    index_template = "tracker/desk/index.html"
    login_form = passwords.SignInForm
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the account is of the desk, and its session has shown what is asked."""
        return super().has_permission(request) and devices.is_satisfied(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(noting.noted(view), cacheable)

    def get_urls(self) -> list[Any]:
        def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            """Return a page for those, too, who have not shown their code yet."""
            return never_cache(
                sensitive_post_parameters("code")(lambda request: view(self, request))
            )

        own = [
            # Whoever is half signed in may sign out.
            path("logout/", self.logout, name="logout"),
            path("two-factor/", page(two_factor.step), name="two-factor"),
            path("two-factor/device/", page(two_factor.device), name="two-factor-device"),
            path("review/", include(review.urls(self))),
            path("import/", include(imports.urls(self))),
        ]
        return own + super().get_urls()

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Return the form, or what comes of it; 429 on the same page where it fails too often."""
        is_half_way = super().has_permission(request) and not devices.is_satisfied(request)
        if request.method != "POST":
            if is_half_way:
                return two_factor.next_step(request)
            return super().login(request, extra_context)
        response: Any = super().login(request, extra_context)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.excess is not None:
            return passwords.refused(response, form.excess.reset_seconds)
        if request.user.is_authenticated and response.status_code == 302:  # noqa: PLR2004
            passwords.remember_browser(request, response)
            if devices.is_satisfied(request):
                noting.note(request, AuditAct.SIGNED_IN, detail="with a password")
                response["Location"] = passwords.first_page(request, response["Location"])
        return response

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        response: Any = super().password_change(request, extra_context)
        if isinstance(response, HttpResponseRedirect):
            name = request.user.get_username()
            noting.note(request, AuditAct.PASSWORD_CHANGED, about=name, detail="one's own")
        return response

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Return the lists by task, with what waits for a decision first."""
        shown = {
            "waiting": queue.count(queue.Listing.WAITING),
            "two_factor_is_offered": settings.TWO_FACTOR != "off",
        }
        return super().index(request, {**shown, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the lists that the account sees, by task; nothing before it is signed in."""
        if not self.has_permission(request):
            return []
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        lists = {shown["model"]._meta.model_name: shown for app in apps for shown in app["models"]}
        return [app for section in sections.SECTIONS if (app := _app(section, lists))["models"]]


def _app(section: sections.Section, lists: dict[str, Any]) -> dict[str, Any]:
    """Return a section as Django's templates take an app."""
    label = section.name.lower().replace(" ", "-")
    others = (name for name in lists if sections.section_of(name) is section)
    names = dict.fromkeys((*section.lists, *others))
    return {
        "name": section.name,
        "heading": section.heading,
        "app_label": label,
        "app_url": f"{reverse('admin:index')}#{label}",
        "has_module_perms": True,
        "models": [lists[name] for name in names if name in lists],
    }


desk = Desk()
