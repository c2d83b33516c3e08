"""The addresses of the shell itself: theme and language."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from puntuale.ui import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme/", views.choose_theme, name="theme"),
    path("language/", login_not_required(set_language), name="set_language"),
]
