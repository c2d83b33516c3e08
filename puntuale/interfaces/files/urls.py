"""The addresses of attachments, by their random keys, and of mails as they were sent."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.files import mails, views

app_name = "files"
urlpatterns: list[URLPattern | URLResolver] = [
    path("files/<uuid:key>/", views.show, name="file"),
    path("files/mail/<int:pk>/", mails.show, name="mail"),
]
