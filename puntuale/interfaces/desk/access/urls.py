"""The addresses of access to a customer's data."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.access import page

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:number>/access/", page.index, name="access"),
    path("<int:number>/access/reason/", page.say_why, name="access_reason"),
    path("<int:number>/access/details/", page.details, name="access_details"),
    path("<int:number>/access/csv/", page.export, name="access_csv"),
]
