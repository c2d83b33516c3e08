"""The product's addresses, and the page of states."""

from django.urls import include, path

from tests.ui.states import views

urlpatterns = [
    path("_states/", views.desk_states),
    path("_states/why/", views.why_states),
    path("_states/portal/", views.portal_states),
    path("", include("puntuale.config.urls")),
]
