from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from programs.actions.story import withdraw_story
from programs.admin.pages import action_page
from programs.admin.read_only import ReadOnlyAdmin
from programs.forms.story import WithdrawStoryForm
from programs.models import Picture, Story
from programs.workflow import TransitionNotAllowed


@admin.register(Story)
class StoryAdmin(ReadOnlyAdmin):
    """Agencies write and publish them at their desk; what must not stay, the foundation withdraws."""

    change_form_template = "admin/programs/story/change_form.html"

    list_display = ["title_ko", "kind", "agency", "zone", "state", "published_at"]
    list_filter = ["state", "kind", "agency"]
    search_fields = ["title_ko", "title_en", "company_name"]
    date_hierarchy = "created_at"
    list_select_related = ["agency", "zone"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw)
        return [
            path("<int:pk>/withdraw/", view, name="programs_story_withdraw"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        story = self.get_object(request, object_id)
        may = story is not None and request.user.has_perm("programs.withdraw_story", story)
        context = {"can_withdraw": may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        return action_page(
            self,
            request,
            pk,
            permission="programs.withdraw_story",
            title=_("Withdraw the story"),
            make_form=lambda story: WithdrawStoryForm(request.POST or None),
            act=lambda story, form: withdraw_story(story, by=request.user, **form.cleaned_data),
            refusals={TransitionNotAllowed: _("This story is not published.")},
            done=_("Withdrawn. The agency was told."),
        )


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    """What is withheld is released by its digest."""

    list_display = ["name", "story", "alt_ko", "scan_state", "uploaded_at", "removed_at"]
    list_filter = ["scan_state"]
    search_fields = ["name", "alt_ko", "alt_en", "story__title_ko", "sha256"]
    date_hierarchy = "uploaded_at"
    list_select_related = ["story"]
    exclude = ["file", "file_small"]  # no address serves them but the story's own
