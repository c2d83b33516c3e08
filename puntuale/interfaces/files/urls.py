"""The addresses of attachments, by their random keys, and of mails as they were sent."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.files import mails, pictures, views

app_name = "files"
urlpatterns: list[URLPattern | URLResolver] = [
    path("files/<uuid:key>/", views.show, name="file"),
    path("files/<uuid:key>/reason/", views.say_why, name="say_why"),
    path("files/mail/<int:pk>/", mails.show, name="mail"),
    path("files/mail/<int:pk>/pictures/", mails.show_with_pictures, name="mail_with_pictures"),
    path("files/picture/<token>/", pictures.show, name="remote_picture"),
]
