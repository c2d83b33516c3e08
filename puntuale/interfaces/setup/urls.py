"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.setup import views

app_name = "setup"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.beginning, name="beginning"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("agreement/", views.agreement, name="agreement"),
]
