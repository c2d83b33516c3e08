"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, include, path

from puntuale.interfaces.office.views import (
    abilities,
    closures,
    holidays,
    imports,
    licence_keys,
    log,
    mailboxes,
    post,
    publication,
    records,
    registrations,
    vendor,
    wording,
)

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("abilities/", abilities.index, name="abilities"),
    path("agreements/", include("puntuale.interfaces.office.agreements.urls")),
    path("agreements/<slug:code>/publication/", publication.change, name="publication"),
    path("agreements/<slug:code>/<int:number>/holidays/", holidays.index, name="holidays"),
    path("agreements/<slug:code>/replay/", include("puntuale.interfaces.office.replay.urls")),
    path("closures/", closures.index, name="closures"),
    path("closures/preview/", closures.preview, name="closure_preview"),
    path("closures/<slug:code>/withdrawal/", closures.withdrawal, name="closure_withdrawal"),
    path("mail/", post.index, name="post"),
    path("mail/out/<int:pk>/", post.outgoing, name="post_outgoing"),
    path("mail/out/<int:pk>/retry/", post.retry, name="post_retry"),
    path("mail/out/<int:pk>/end/", post.give_up, name="post_give_up"),
    path("words/", wording.index, name="words"),
    path("words/<slug:kind>/", wording.edit, name="words_of"),
    path("words/<slug:kind>/<slug:language>/", wording.page, name="words_page"),
    path("words/<slug:kind>/<slug:language>/ours/", wording.ours, name="words_ours"),
    path("mailboxes/", mailboxes.index, name="mailboxes"),
    path("mailboxes/<int:pk>/trial/", mailboxes.trial, name="mailbox_trial"),
    path("mailboxes/<int:pk>/mail/", mailboxes.trial_mail, name="mailbox_trial_mail"),
    path("mail/in/<int:pk>/", post.raw, name="post_raw"),
    path("mail/in/<int:pk>/decision/", post.decision, name="post_decision"),
    path("", include("puntuale.interfaces.office.sales.urls")),
    path("import/", imports.customers, name="import"),
    path("licence-keys/", licence_keys.index, name="licence_keys"),
    path("log/", log.index, name="log"),
    path("registrations/", registrations.index, name="registrations"),
    path("registrations/<int:pk>/", registrations.decide, name="registration"),
    path("vendor/", vendor.edit, name="vendor"),
    path("<slug:code>/", records.index, name="index"),
    path("<slug:code>/new/", records.create, name="create"),
    path("<slug:code>/<int:pk>/", records.edit, name="edit"),
]
