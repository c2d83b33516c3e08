"""The product's addresses, and the page of states."""

from django.urls import include, path

from tests.ui.states import views

urlpatterns = [
    path("_states/", views.desk_states),
    path("_states/swap/", views.swap),
    path("_states/part/", views.part),
    path("_states/minute/", views.minute),
    path("_states/draft/", views.draft),
    path("_states/why/", views.why_states),
    path("_states/charges/", views.charge_states),
    path("_states/portal/", views.portal_states),
    path("", include("puntuale.config.urls")),
]
