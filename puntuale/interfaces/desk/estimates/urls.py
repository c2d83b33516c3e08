"""The addresses of estimates on a request."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.estimates import composer, doing

REVISION = "<int:number>/estimates/<int:revision>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:number>/estimate/", composer.compose, name="estimate"),
    path(f"{REVISION}/withdrawal/", doing.withdraw, name="withdraw_estimate"),
    path(f"{REVISION}/renewal/", doing.renew, name="renew_estimate"),
    path(f"{REVISION}/acceptance/", doing.accept, name="accept_estimate"),
    path(f"{REVISION}/card.pdf", doing.card, name="estimate_card"),
]
