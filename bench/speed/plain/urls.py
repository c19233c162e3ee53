"""Two addresses: one says hello, the other keeps what a form says."""

from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from bench.speed.plain.models import Note

NoteForm = modelform_factory(Note, fields=["title", "text", "about_on", "value"])
HELLO = b"Hello"


def hello(_request: HttpRequest) -> HttpResponse:
    """Five letters, with their length, so that the connection stays open."""
    return HttpResponse(HELLO, headers={"Content-Length": str(len(HELLO))})


def keep(request: HttpRequest) -> HttpResponse:
    """Check the form, keep its row, and lead on."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=422)
    form.save()
    return HttpResponseRedirect("/")


urlpatterns = [path("", hello), path("notes/", keep)]
