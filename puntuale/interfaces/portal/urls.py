"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.portal.estimates import views as estimates
from puntuale.interfaces.portal.views import (
    balance,
    closures,
    colleagues,
    home,
    licences,
    mail,
    new_request,
    orders,
    profile,
    public_request,
    registration,
    replies,
    requests,
    sessions,
    statement,
)

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.index, name="home"),
    path("closed/", home.closed, name="closed"),
    path("new/", new_request.create, name="new_request"),
    path("new/promise/", new_request.promise, name="promise"),
    path("requests/<int:number>/", requests.page, name="request"),
    path("requests/<int:number>/reply/", replies.create, name="reply"),
    path("requests/<int:number>/closing/", closures.create, name="closure"),
    path("requests/<int:number>/reopening/", closures.destroy, name="reopening"),
    path(
        "requests/<int:number>/sessions/<int:session>/consent/",
        sessions.consent,
        name="consent",
    ),
    path("requests/<int:number>/sessions/<int:session>/end/", sessions.end, name="end_session"),
    path("licences/", licences.index, name="licences"),
    path("licences/machines/", licences.create_machine, name="machines"),
    path("licences/<int:pk>/", licences.page, name="licence"),
    path("licences/<int:pk>/file/", licences.issue_licence_file, name="licence_file"),
    path(
        "licences/<int:pk>/machines/<int:machine>/release/",
        licences.destroy_machine,
        name="release_machine",
    ),
    path(
        "licences/<int:pk>/machines/<int:machine>/file/",
        licences.issue_machine_file,
        name="machine_file",
    ),
    path("balance/", balance.page, name="balance"),
    path("buy/", orders.new, name="buy"),
    path("orders/<int:pk>/", orders.page, name="order"),
    path("orders/<int:pk>/cancellation/", orders.cancellation, name="order_cancellation"),
    path("statement/<int:year>/<int:month>/", statement.page, name="statement"),
    path("statement/<int:year>/<int:month>/csv/", statement.export, name="statement_csv"),
    path("mail/<token>/", mail.choose, name="declined_mail"),
    path("requests/<int:number>/estimates/<int:revision>/", estimates.page, name="estimate"),
    path(
        "requests/<int:number>/estimates/<int:revision>/card.pdf",
        estimates.card_of_page,
        name="estimate_card",
    ),
    path(
        "requests/<int:number>/estimates/<int:revision>/forwarding/",
        estimates.forward,
        name="estimate_forward",
    ),
    path("estimates/<str:token>/", estimates.by_link, name="estimate_link"),
    path("estimates/<str:token>/card.pdf", estimates.card_by_link, name="estimate_link_card"),
    path("estimates/<str:token>/<int:revision>/", estimates.by_link, name="estimate_link"),
    path(
        "estimates/<str:token>/<int:revision>/card.pdf",
        estimates.card_by_link,
        name="estimate_link_card",
    ),
    path("profile/", profile.profile, name="profile"),
    path("register/", registration.create, name="registration"),
    path("register/sent/", registration.sent, name="registration_sent"),
    path("register/<str:token>/", registration.confirm, name="registration_proof"),
    path("colleagues/", colleagues.index, name="colleagues"),
    path("colleagues/<int:pk>/", colleagues.decide, name="colleague"),
    path("request/", public_request.create, name="public_request"),
    path("request/promise/", public_request.promise, name="public_promise"),
    path("request/sent/", public_request.sent, name="public_request_sent"),
]
