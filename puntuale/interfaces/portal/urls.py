"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, include, path

from puntuale.interfaces.portal.estimates import views as estimates
from puntuale.interfaces.portal.views import (
    access,
    balance,
    call_back,
    calls,
    closures,
    colleagues,
    enquiries,
    home,
    licences,
    mail,
    new_request,
    news,
    orders,
    own_data,
    partners,
    profile,
    public_request,
    registration,
    replies,
    requests,
    security,
    sessions,
    statement,
)

# By the mailed link: the estimate it was mailed for, or a later one.
BY_LINK: list[URLPattern | URLResolver] = [
    path("", estimates.by_link, name="estimate_link"),
    path("card.pdf", estimates.card_by_link, name="estimate_link_card"),
]
ESTIMATE: list[URLPattern | URLResolver] = [
    path("", estimates.page, name="estimate"),
    path("card.pdf", estimates.card_of_page, name="estimate_card"),
    path("forwarding/", estimates.forward, name="estimate_forward"),
]
REQUEST: list[URLPattern | URLResolver] = [
    path("", requests.page, name="request"),
    path("reply/", replies.create, name="reply"),
    path("closing/", closures.create, name="closure"),
    path("reopening/", closures.destroy, name="reopening"),
    path("sessions/<int:session>/consent/", sessions.consent, name="consent"),
    path("sessions/<int:session>/end/", sessions.end, name="end_session"),
    path("estimates/<int:revision>/", include(ESTIMATE)),
    path("call/", calls.create, name="call"),
    path("access/", access.create, name="access"),
    path("access/withdrawal/", access.destroy, name="access_withdrawal"),
    path("call/withdrawal/", calls.destroy, name="call_withdrawal"),
    path("partner/", partners.create, name="past_partner"),
]
LICENCE: list[URLPattern | URLResolver] = [
    path("", licences.page, name="licence"),
    path("file/", licences.issue_licence_file, name="licence_file"),
    path("machines/<int:machine>/release/", licences.destroy_machine, name="release_machine"),
    path("machines/<int:machine>/file/", licences.issue_machine_file, name="machine_file"),
]

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.index, name="home"),
    path("closed/", home.closed, name="closed"),
    path("new/", new_request.create, name="new_request"),
    path("new/promise/", new_request.promise, name="promise"),
    path("requests/<int:number>/", include(REQUEST)),
    path("licences/", licences.index, name="licences"),
    path("licences/machines/", licences.create_machine, name="machines"),
    path("licences/releases/", licences.release_by_file, name="releases"),
    path("licences/<int:pk>/", include(LICENCE)),
    path("balance/", balance.page, name="balance"),
    path("buy/", orders.new, name="buy"),
    path("orders/<int:pk>/", orders.page, name="order"),
    path("orders/<int:pk>/cancellation/", orders.cancellation, name="order_cancellation"),
    path("statement/<int:year>/<int:month>/", statement.page, name="statement"),
    path("statement/<int:year>/<int:month>/csv/", statement.export, name="statement_csv"),
    path("news/", news.index, name="news"),
    path("news/consent/", news.consent, name="news_consent"),
    path("mail/<token>/", mail.choose, name="declined_mail"),
    path("estimates/<str:token>/", include(BY_LINK)),
    path("estimates/<str:token>/<int:revision>/", include(BY_LINK)),
    path("call-back/", call_back.create, name="call_back"),
    path("call-back/sent/", call_back.sent, name="call_back_sent"),
    path("enquiry/", enquiries.create, name="enquiry"),
    path("enquiry/sent/", enquiries.sent, name="enquiry_sent"),
    path("profile/", profile.profile, name="profile"),
    path("profile/data/", own_data.index, name="own_data"),
    path("profile/data/<uuid:key>/", own_data.fetch, name="own_copy"),
    path("register/", registration.create, name="registration"),
    path("register/sent/", registration.sent, name="registration_sent"),
    path("register/<str:token>/", registration.confirm, name="registration_proof"),
    path("colleagues/", colleagues.index, name="colleagues"),
    path("colleagues/<int:pk>/", colleagues.decide, name="colleague"),
    path("security/", security.create, name="security"),
    path("security/sent/", security.sent, name="security_sent"),
    path(".well-known/security.txt", security.contact, name="security_txt"),
    path("request/", public_request.create, name="public_request"),
    path("request/promise/", public_request.promise, name="public_promise"),
    path("request/sent/", public_request.sent, name="public_request_sent"),
]
