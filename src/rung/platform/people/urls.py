"""Addresses about one's own account."""

from allauth.account import urls as allauth_urls
from django.urls import include, path

from rung.platform.kernel.routes import Public, declared
from rung.platform.people import pages

SIGNING_IN = Public(
    "allauth decides by itself: signing in, up and out must work for strangers; the rest asks to sign in"
)

urlpatterns = [
    path("i18n/setlang/", pages.set_language, name="set_language"),
    path("account/data/", pages.my_data, name="my_data"),
    path("account/data/file/", pages.take_my_data, name="take_my_data"),
    path("account/leave/", pages.leave, name="leave"),
    path("account/", include(declared(SIGNING_IN, allauth_urls.urlpatterns))),
]
