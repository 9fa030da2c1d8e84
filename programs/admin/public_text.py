"""Pages of the admin where the foundation writes what everybody reads."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.common.digest import digest_of
from portal.common.keeping import tell_saved
from programs.actions.errors import ReasonMissing, TextChanged, TextIncomplete
from programs.actions.public_text import begin_text, publish_text, withdraw_text, write_text
from programs.admin.pages import action_page
from programs.enums import PublicTextVerb
from programs.forms.public_text import PublicTextForm, PublishTextForm, WithdrawTextForm
from programs.models.public_text import PublicText
from programs.queries.public_text import changes_of, text_compared, text_content
from programs.workflow import TransitionNotAllowed


class PublicTextAdmin(admin.ModelAdmin):
    """Written, looked at, published and withdrawn here; each page of a verb calls its action."""

    form_class: type[PublicTextForm]
    verbs: tuple[str, ...] = ("write", "publish", "withdraw")
    change_form_template = "admin/programs/public_text/change_form.html"
    date_hierarchy = "created_at"
    view_on_site = False  # the page's own link shows only where there is a public page

    @property
    def kind(self) -> str:
        """`notice` or `faq`, as the permissions call it."""
        return str(self.opts.model_name)

    def permission_to(self, verb: str) -> str:
        return f"programs.{'edit' if verb in ('write', 'files') else verb}_{self.kind}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission_to("write"))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_urls(self):
        pages = [
            path(
                f"<int:pk>/{verb}/",
                self.admin_site.admin_view(getattr(self, verb)),
                name=f"programs_{self.kind}_{verb}",
            )
            for verb in self.verbs
        ]
        return [*pages, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        text = self.get_object(request, object_id)
        if text is not None and self.has_view_permission(request, text):
            may = {
                f"can_{verb}": request.user.has_perm(self.permission_to(verb), text)
                for verb in self.verbs
            }
            extra_context = {**self.page_of(text), **may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def page_of(self, text: Any) -> dict[str, Any]:
        """What its page shows beside the buttons."""
        versions = text.text_versions.select_related("replaced_by")
        return {
            "text": text,
            "kind": self.kind,
            "changes": changes_of(text, list(versions), for_staff=True),
            "events": [
                (PublicTextVerb(event.verb).label, event)
                for event in text.events.select_related("actor").order_by("-happened_at", "-pk")
            ],
        }

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.form_class(request.POST or None)
        if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
            text = begin_text(self.model(), fields=form.written, by=request.user)
            tell_saved(request, _("The draft is saved. Look at it, then publish it."))
            return redirect(f"admin:programs_{self.kind}_change", text.pk)
        return self._writing_page(request, None, form, title=_("Write a draft"))

    def write(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm(self.permission_to("write"), text):
            raise PermissionDenied
        # Before the form fills the text with what was typed
        seen, theirs = digest_of(text_content(text)), []
        form = self.form_class(request.POST or None, text=text, initial={"seen": seen})
        if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
            try:
                write_text(
                    text,
                    fields=form.written,
                    seen=form.cleaned_data["seen"],
                    by=request.user,
                    **form.of_change,
                )
            except TextChanged:
                saved = self.get_queryset(request).get(pk=pk)
                theirs = text_compared(saved, form.written)
                form.look_again(seen)
            except TextIncomplete as refusal:
                form.refuse(refusal.fields)
            except ReasonMissing:
                form.add_error("reason", _("Everybody reads this text: say why it is changed."))
            else:
                tell_saved(request, _("The text is saved."))
                return redirect(f"admin:programs_{self.kind}_change", pk)
        return self._writing_page(request, text, form, title=_("Change the text"), theirs=theirs)

    def _writing_page(
        self,
        request: HttpRequest,
        text: PublicText | None,
        form: PublicTextForm,
        *,
        title: Any,
        theirs: Any = (),
    ) -> HttpResponse:
        is_looked_at = "preview" in request.POST and form.is_valid()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "original": text,
            "form": form,
            "theirs": theirs,
            "preview": self.model(**self._columns(form)) if is_looked_at else None,
        }
        return TemplateResponse(request, "admin/programs/public_text/write.html", context)

    def _columns(self, form: PublicTextForm) -> dict[str, Any]:
        return {
            name: value
            for name, value in form.written.items()
            if not self.model._meta.get_field(name).many_to_many
        }

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.act(
            request,
            pk,
            "publish",
            title=_("Publish"),
            make_form=lambda text: PublishTextForm(request.POST or None),
            act=lambda text, form: publish_text(text, by=request.user),
            done=_("Published: everybody reads it."),
        )

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.act(
            request,
            pk,
            "withdraw",
            title=_("Withdraw from the public"),
            make_form=lambda text: WithdrawTextForm(request.POST or None),
            act=lambda text, form: withdraw_text(text, by=request.user, **form.cleaned_data),
            done=_("Withdrawn: its address says that it is gone, and why."),
        )

    def act(
        self, request: HttpRequest, pk: int, verb: str, *, act: Callable, **page: Any
    ) -> HttpResponse:
        """A page of one verb."""
        return action_page(
            self,
            request,
            pk,
            permission=self.permission_to(verb),
            act=act,
            refusals={
                TransitionNotAllowed: _("Somebody was faster: it is in another state now."),
                TextIncomplete: self._lacking,
            },
            **page,
        )

    def _lacking(self, refusal: TextIncomplete) -> str:
        names = (self.opts.get_field(name).verbose_name for name in refusal.fields)
        return _("This is missing: %(fields)s") % {"fields": ", ".join(map(str, names))}
