"""The address of the search."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.search import page

urlpatterns: list[URLPattern | URLResolver] = [path("", page.index, name="search")]
