"""The addresses of a request's page."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.ticket import classes, doing, moving, on_behalf, page, paper, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("new/", on_behalf.create, name="new"),
    path("new/contacts/", on_behalf.contacts, name="contacts"),
    path("<int:number>/", page.page, name="ticket"),
    path("<int:number>/why/", paper.why, name="why"),
    path("<int:number>/reply/", writing.reply, name="reply"),
    path("<int:number>/note/", writing.note, name="note"),
    path("<int:number>/draft/", writing.draft, name="draft"),
    path("<int:number>/seen/", writing.seen, name="seen"),
    path("<int:number>/charge/", doing.take_charge, name="take_charge"),
    path("<int:number>/class/", doing.classify, name="classify"),
    path("<int:number>/class/preview/", classes.preview, name="class_preview"),
    path("<int:number>/subject/", moving.page, name="move"),
    path("<int:number>/wait/", doing.wait, name="wait"),
    path("<int:number>/resumption/", doing.resume, name="resume"),
    path("<int:number>/resolution/", doing.resolve, name="resolve"),
    path("<int:number>/closing/", doing.close, name="close"),
    path("<int:number>/reopening/", doing.reopen, name="reopen"),
    path("<int:number>/rejection/", doing.reject, name="reject"),
    path("<int:number>/promise/", doing.promise, name="promise"),
    path("<int:number>/release/", doing.release, name="release"),
    path("<int:number>/level/", doing.pass_on, name="pass_on"),
    path("<int:number>/assignment/", doing.assign, name="assign"),
    path("<int:number>/tags/", doing.tag, name="tag"),
    path("<int:number>/language/", doing.set_language, name="language"),
    path("<int:number>/merge/", doing.merge, name="merge"),
    path("<int:number>/unmerge/", doing.unmerge, name="unmerge"),
    path("<int:number>/people/", doing.add_person, name="add_person"),
    path("<int:number>/people/removal/", doing.remove_person, name="remove_person"),
]
