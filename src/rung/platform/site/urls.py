"""Every address of the site."""

from django.urls import include, path

from rung.platform.kernel.routes import Public, declared
from rung.platform.site import desk, entrance, pages
from rung.platform.site.api import api

handler400 = "rung.platform.site.pages.bad_request"
handler403 = "rung.platform.site.pages.permission_denied"
handler404 = "rung.platform.site.pages.not_found"
handler500 = "rung.platform.site.pages.server_error"

API_ROUTES = Public("each operation of the API declares its own access; see routes.undeclared_operations")

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("styleguide/", pages.styleguide, name="styleguide"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("demo/enter/", entrance.demo_enter, name="demo_enter"),
    path("home/", desk.home, name="home"),
    path("search/", desk.search_page, name="search"),
    path("desk/", desk.desk, name="desk"),
    path("", include("rung.platform.people.urls")),
    path("", include("rung.platform.organisations.urls")),
    path("", include("rung.platform.keys.urls")),
    path("", include("rung.platform.register.urls")),
    path("", include("rung.platform.assessment.urls")),
    path("", include("rung.platform.issuing.urls")),
    path("", include("rung.platform.verification.urls")),
    path("", include("rung.platform.wallet.urls")),
    path("api/v1/", include((declared(API_ROUTES, api.urls[0]), "api"), namespace="api")),
]
