"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.payments import views

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("payments/<int:pk>/", views.checkout, name="checkout"),
    path("payments/messages/", views.webhook, name="webhook"),
    path("payments/pretend/<slug:session>/", views.pretend, name="pretend"),
]
