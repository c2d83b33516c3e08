"""Every address, by door."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("puntuale.ui.urls")),
    path("desk/", include("puntuale.interfaces.desk.urls")),
    path("setup/", include("puntuale.interfaces.setup.urls")),
    path("office/", include("puntuale.interfaces.office.urls")),
    path("api/v1/", include("puntuale.interfaces.api.urls")),
    path("", include("puntuale.interfaces.operations.urls")),
    path("", include("puntuale.interfaces.files.urls")),
    path("", include("puntuale.interfaces.public.urls")),
    path("", include("puntuale.interfaces.telephony.urls")),
    path("", include("puntuale.interfaces.payments.urls")),
    path("", include("puntuale.interfaces.portal.sign_in.urls")),
    path("", include("puntuale.interfaces.portal.urls")),
]

handler400 = "puntuale.interfaces.operations.views.errors.bad_request"
handler403 = "puntuale.interfaces.operations.views.errors.forbidden"
handler404 = "puntuale.interfaces.operations.views.errors.not_found"
handler500 = "puntuale.interfaces.operations.views.errors.broken"
