"""The models of programs as they stood after 0054, for a database that has none of them yet.

A database that has some takes the single steps, which this replaces; tests hold the two alike
(docs/decisions/0048).
"""

import datetime
import uuid
import zoneinfo

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import portal.common.model_fields
import portal.common.search
import programs.models.application
import programs.models.attachment
import programs.models.document
import programs.models.form
import programs.models.material
import programs.models.objection
import programs.models.programme
import programs.models.registration
import programs.models.story
import programs.models.supplement
import programs.models.vault
import zones.validators

# Locked first and read in a later statement: of two files whose text comes at once none is lost. A
# tsvector holds a megabyte, some 100,000 different pairs of letters: a file beyond that is not found
KEEP = """
CREATE FUNCTION keep_call_pieces(which bigint) RETURNS void
LANGUAGE plpgsql
AS $function$
DECLARE
    whole tsvector;
    file tsvector;
BEGIN
    INSERT INTO programs_callpieces (call_id, pieces)
    SELECT id, ''::tsvector FROM programs_call WHERE id = which
        ON CONFLICT (call_id) DO NOTHING;
    PERFORM FROM programs_callpieces WHERE call_id = which FOR UPDATE;
    SELECT search INTO whole FROM programs_call WHERE id = which;
    FOR file IN
        SELECT search FROM programs_attachment
         WHERE call_id = which AND removed_at IS NULL ORDER BY position, id
    LOOP
        BEGIN
            whole := whole || file;
        EXCEPTION WHEN program_limit_exceeded THEN
            NULL;
        END;
    END LOOP;
    UPDATE programs_callpieces SET pieces = whole WHERE call_id = which AND pieces <> whole;
END
$function$
"""
ATTACHMENTS_NARROW = "ALTER TABLE programs_attachment SET (toast_tuple_target = 256)"
PIECES_NARROW = "ALTER TABLE programs_callpieces SET (toast_tuple_target = 128)"

# Planned without sequential scans: for a word that stands nearly everywhere the planner would read,
# and unpack, the pieces of every call, since it does not know what unpacking costs
HOLDING = """
CREATE FUNCTION calls_holding(word text, pieces tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off
AS $function$
    SELECT call_id FROM programs_callpieces AS kept WHERE kept.pieces @@ $2
    UNION ALL
    SELECT call_id
      FROM programs_callzone JOIN zones_zone ON zones_zone.id = zone_id
     WHERE strpos(lower(name_ko || ' ' || name_en), $1) > 0
$function$
"""


def install_triggers(apps, schema_editor):
    """Makes the triggers that stand among the options of the models.

    One by one, as `AddTrigger` would, each makes Django build all of its models anew.
    """
    for model in apps.get_app_config("programs").get_models():
        for trigger in getattr(model._meta, "triggers", []):
            schema_editor.execute(trigger.install_sql, params=None)


class Migration(migrations.Migration):
    replaces = [
        ("programs", "0001_initial"),
        ("programs", "0002_initial"),
        ("programs", "0003_calls_in_depth"),
        ("programs", "0004_counts_read_an_index"),
        ("programs", "0005_events_name_their_section"),
        ("programs", "0006_content_in_one_list"),
        ("programs", "0007_reasons_are_bound"),
        ("programs", "0008_tellings_are_kept"),
        ("programs", "0009_early_closings_are_amendments"),
        ("programs", "0010_staying_is_no_move"),
        ("programs", "0011_calls_are_found_by_one_row"),
        ("programs", "0012_receipts_are_signed_and_sealed"),
        ("programs", "0013_drafts_are_reminded_of_their_closing"),
        ("programs", "0014_sections_and_consents"),
        ("programs", "0015_project_plans"),
        ("programs", "0016_documents_come_in_parts_and_are_scanned"),
        ("programs", "0017_vault_and_consultants"),
        ("programs", "0018_verdicts_of_all_files"),
        ("programs", "0019_application_guards_rows"),
        ("programs", "0020_application_guards"),
        ("programs", "0021_seals_hold_more"),
        ("programs", "0022_holes_closed"),
        ("programs", "0023_drafts_are_given_up"),
        ("programs", "0024_consent_applies_from"),
        ("programs", "0025_briefing_changes"),
        ("programs", "0026_places_in_line"),
        ("programs", "0027_seats_are_offered"),
        ("programs", "0028_registrations_for_all"),
        ("programs", "0029_voices"),
        ("programs", "0030_materials"),
        ("programs", "0031_stories"),
        ("programs", "0032_seats_and_guests"),
        ("programs", "0033_programmes"),
        ("programs", "0034_attendance"),
        ("programs", "0035_session_questions"),
        ("programs", "0036_attendance_rule"),
        ("programs", "0037_series"),
        ("programs", "0038_mails_after_sessions"),
        ("programs", "0039_panels"),
        ("programs", "0040_assignments"),
        ("programs", "0041_reviewers"),
        ("programs", "0042_conflicts"),
        ("programs", "0043_sheets"),
        ("programs", "0044_selection_terms"),
        ("programs", "0045_screening"),
        ("programs", "0046_selections"),
        ("programs", "0047_decided"),
        ("programs", "0048_selections_final"),
        ("programs", "0049_rankings"),
        ("programs", "0050_objections"),
        ("programs", "0054_selection_moved_in_time"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("common", "0001_ko_bigrams"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("zones", "0005_company_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="BriefingSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("tour", "tour"), ("yearly", "yearly event")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefing_series",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                ("title_ko", models.CharField(max_length=140, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=180, verbose_name="title (English)"),
                ),
                (
                    "note_ko",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="description (Korean)"
                    ),
                ),
                (
                    "note_en",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="description (English)"
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="month of the year"
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="day of the month"
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
                ("sources", models.CharField(blank=True, max_length=200, verbose_name="sources")),
            ],
            options={
                "verbose_name": "series of briefings",
                "verbose_name_plural": "series of briefings",
                "ordering": ["title_ko", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "yearly"),
                            models.Q(("day", None), ("month", None)),
                            _connector="OR",
                        ),
                        name="programs_briefingseries_only_yearly_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day", None), ("month", None)),
                            models.Q(
                                ("day__isnull", False),
                                ("month__isnull", False),
                                models.Q(
                                    models.Q(
                                        ("day__range", (1, 31)),
                                        ("month__in", (1, 3, 5, 7, 8, 10, 12)),
                                    ),
                                    models.Q(("day__range", (1, 30)), ("month__in", (4, 6, 9, 11))),
                                    models.Q(("day__range", (1, 29)), ("month", 2)),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="programs_briefingseries_day_of_a_year",
                        violation_error_message="There is no such day in any year.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_briefingserieshistory" ("agency_id", "day", "id", "is_example", "kind", "month", "note_en", "note_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sources", "title_en", "title_ko") VALUES (NEW."agency_id", NEW."day", NEW."id", NEW."is_example", NEW."kind", NEW."month", NEW."note_en", NEW."note_ko", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sources", NEW."title_en", NEW."title_ko"); RETURN NULL;',
                            hash="ecaf4d239aabfbe3debdf101f2f118b4f026ca54",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4c6db",
                            table="programs_briefingseries",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_briefingserieshistory" ("agency_id", "day", "id", "is_example", "kind", "month", "note_en", "note_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sources", "title_en", "title_ko") VALUES (NEW."agency_id", NEW."day", NEW."id", NEW."is_example", NEW."kind", NEW."month", NEW."note_en", NEW."note_ko", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sources", NEW."title_en", NEW."title_ko"); RETURN NULL;',
                            hash="0fdd1b762de9db37de49c63e42adb4cba7bcc3a9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_92756",
                            table="programs_briefingseries",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_briefingserieshistory" ("agency_id", "day", "id", "is_example", "kind", "month", "note_en", "note_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sources", "title_en", "title_ko") VALUES (OLD."agency_id", OLD."day", OLD."id", OLD."is_example", OLD."kind", OLD."month", OLD."note_en", OLD."note_ko", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sources", OLD."title_en", OLD."title_ko"); RETURN NULL;',
                            hash="46fab01d4d79f9c9f7f4b3803c7d313afc558ae4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_32f16",
                            table="programs_briefingseries",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, verbose_name="edition")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "renewed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="renewed at"
                    ),
                ),
            ],
            options={
                "verbose_name": "private calendar",
                "verbose_name_plural": "private calendars",
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("personal_data", "Collection and use of personal data"),
                            ("provision", "Passing of personal data to the evaluating body"),
                        ],
                        max_length=20,
                        verbose_name="topic",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="version",
                    ),
                ),
                (
                    "is_required",
                    models.BooleanField(
                        help_text="Without it the application cannot be received.",
                        verbose_name="required",
                    ),
                ),
                (
                    "applies_from",
                    models.DateField(
                        help_text="From 00:00 of this day (KST) drafts need this version; until then they are told of it. Who has submitted before keeps their consent.",
                        verbose_name="applies from",
                    ),
                ),
                ("body_ko", models.TextField(verbose_name="text (Korean)")),
                ("body_en", models.TextField(blank=True, verbose_name="text (English)")),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="published at",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a consent",
                "verbose_name_plural": "texts of consents",
                "ordering": ["topic", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "version"), name="programs_consenttext_one_per_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="programs_consenttext_version_is_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "applies_from__gte",
                                django.db.models.functions.datetime.TruncDate(
                                    "published_at", tzinfo=zoneinfo.ZoneInfo("Asia/Seoul")
                                ),
                            ),
                            ("applies_from__lt", datetime.date(2100, 1, 1)),
                        ),
                        name="programs_consenttext_applies_once_published",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8e29f172aca21775256e9cca67cfe5c5624d1bcb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_e98cb",
                            table="programs_consenttext",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="form_templates",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                ("name_ko", models.CharField(max_length=120, verbose_name="name (Korean)")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name (English)"),
                ),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "form template",
                "verbose_name_plural": "form templates",
                "ordering": ["name_ko", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "name_ko"),
                        name="programs_formtemplate_one_per_name",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_ko", models.CharField(max_length=160, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title (English)"),
                ),
                ("notice_ko", models.TextField(max_length=20000, verbose_name="notice (Korean)")),
                (
                    "notice_en",
                    models.TextField(blank=True, max_length=20000, verbose_name="notice (English)"),
                ),
                (
                    "started_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="from"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="until"),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded at"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "outage",
                "verbose_name_plural": "outages",
                "ordering": ["-recorded_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("started_at"))),
                        name="programs_incident_ends_after_start",
                        violation_error_message="The outage ends after it starts.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="da8b4648f88946a6d7a4de8ab960e29856671420",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_44730",
                            table="programs_incident",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("name_ko", models.CharField(max_length=120, verbose_name="name (Korean)")),
                ("name_en", models.CharField(max_length=160, verbose_name="name (English)")),
                ("ministry_ko", models.CharField(max_length=80, verbose_name="ministry (Korean)")),
                (
                    "ministry_en",
                    models.CharField(blank=True, max_length=120, verbose_name="ministry (English)"),
                ),
                ("summary_ko", models.TextField(blank=True, verbose_name="summary (Korean)")),
                ("summary_en", models.TextField(blank=True, verbose_name="summary (English)")),
                ("sources", models.CharField(blank=True, max_length=200, verbose_name="sources")),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["-year", "name_ko"],
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "in the pool"),
                            ("paused", "takes a break"),
                            ("left", "left the pool"),
                        ],
                        default="active",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("employer", models.CharField(max_length=120, verbose_name="employer")),
                (
                    "department",
                    models.CharField(blank=True, max_length=120, verbose_name="department"),
                ),
                ("organisation_key", models.CharField(blank=True, editable=False, max_length=120)),
                ("department_key", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "employer_business_number",
                    models.CharField(
                        blank=True,
                        help_text="Ten digits without hyphens; conflicts are found by it.",
                        max_length=10,
                        validators=[zones.validators.validate_business_number],
                        verbose_name="business number of the employer",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="job title")),
                (
                    "is_public_official",
                    models.BooleanField(
                        default=False,
                        help_text="Such people judge only where they are recognised as experts of the field.",
                        verbose_name="official of the ministry or of a specialised agency",
                    ),
                ),
                (
                    "technology_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("mathematics", "Mathematics"),
                                ("physics", "Physics"),
                                ("chemistry", "Chemistry"),
                                ("earth_science", "Earth science"),
                                ("life_science", "Life science"),
                                ("agriculture", "Agriculture, forestry, fisheries and food"),
                                ("health", "Health and medicine"),
                                ("machinery", "Machinery"),
                                ("materials", "Materials"),
                                ("chemical_engineering", "Chemical engineering"),
                                ("electricity", "Electricity and electronics"),
                                ("information", "Information and communication"),
                                ("energy", "Energy and resources"),
                                ("nuclear_power", "Nuclear power"),
                                ("environment", "Environment"),
                                ("construction", "Construction and transport"),
                                ("humanities", "Humanities"),
                                ("social_science", "Social science"),
                                ("arts", "Culture, arts and sports"),
                                ("brain_science", "Brain science"),
                                ("cognitive_science", "Cognitive and affective science"),
                                ("science_and_society", "Science, technology and society"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fields of technology",
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fields",
                    ),
                ),
                ("career", models.TextField(blank=True, max_length=4000, verbose_name="career")),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined at"
                    ),
                ),
                (
                    "consent_version",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=20,
                        verbose_name="version of the consent",
                    ),
                ),
                (
                    "is_active",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("state", "active")),
                        output_field=models.BooleanField(verbose_name="active"),
                        verbose_name="active",
                    ),
                ),
            ],
            options={
                "verbose_name": "reviewer",
                "verbose_name_plural": "reviewers",
                "ordering": ["user__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("employer_business_number__regex", "^([0-9]{10})?$")),
                        name="programs_reviewer_number_has_form",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="person_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="22241e88c54c3816ad155876a75867641cff7a87",
                            operation="UPDATE",
                            pgid="pgtrigger_person_never_changes_32ae0",
                            table="programs_reviewer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{active:left,active:paused,left:active,paused:active,paused:left}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d8a240df103c8a1775c29f946a5f5770537c99f3",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_bf9ec",
                            table="programs_reviewer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewerhistory" ("career", "consent_version", "department", "department_key", "employer", "employer_business_number", "fields", "id", "is_public_official", "joined_at", "organisation_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "technology_fields", "title", "user_id") VALUES (NEW."career", NEW."consent_version", NEW."department", NEW."department_key", NEW."employer", NEW."employer_business_number", NEW."fields", NEW."id", NEW."is_public_official", NEW."joined_at", NEW."organisation_key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."technology_fields", NEW."title", NEW."user_id"); RETURN NULL;',
                            hash="743aa7d1c24a5a8b18b00124722ad936c036d826",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0707f",
                            table="programs_reviewer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."career" IS DISTINCT FROM (NEW."career") OR OLD."consent_version" IS DISTINCT FROM (NEW."consent_version") OR OLD."department" IS DISTINCT FROM (NEW."department") OR OLD."department_key" IS DISTINCT FROM (NEW."department_key") OR OLD."employer" IS DISTINCT FROM (NEW."employer") OR OLD."employer_business_number" IS DISTINCT FROM (NEW."employer_business_number") OR OLD."fields" IS DISTINCT FROM (NEW."fields") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public_official" IS DISTINCT FROM (NEW."is_public_official") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."organisation_key" IS DISTINCT FROM (NEW."organisation_key") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."technology_fields" IS DISTINCT FROM (NEW."technology_fields") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                            func='INSERT INTO "programs_reviewerhistory" ("career", "consent_version", "department", "department_key", "employer", "employer_business_number", "fields", "id", "is_public_official", "joined_at", "organisation_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "technology_fields", "title", "user_id") VALUES (NEW."career", NEW."consent_version", NEW."department", NEW."department_key", NEW."employer", NEW."employer_business_number", NEW."fields", NEW."id", NEW."is_public_official", NEW."joined_at", NEW."organisation_key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."technology_fields", NEW."title", NEW."user_id"); RETURN NULL;',
                            hash="fd5dd8702a47c6988d7293841d893e6c6cf7e980",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_320e1",
                            table="programs_reviewer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewerhistory" ("career", "consent_version", "department", "department_key", "employer", "employer_business_number", "fields", "id", "is_public_official", "joined_at", "organisation_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "technology_fields", "title", "user_id") VALUES (OLD."career", OLD."consent_version", OLD."department", OLD."department_key", OLD."employer", OLD."employer_business_number", OLD."fields", OLD."id", OLD."is_public_official", OLD."joined_at", OLD."organisation_key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."technology_fields", OLD."title", OLD."user_id"); RETURN NULL;',
                            hash="62ba57ce7b4d57aa6a3e2bc1091e72a015036b53",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_904e9",
                            table="programs_reviewer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="invited at"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation of a reviewer",
                "verbose_name_plural": "invitations of reviewers",
                "ordering": ["-invited_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        fields=("email",),
                        name="programs_reviewerinvitation_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="programs_reviewerinvitation_email_in_small_letters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                        name="programs_reviewerinvitation_expires_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("revoked_at", None), _connector="OR"
                        ),
                        name="programs_reviewerinvitation_one_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_reviewerinvitation_accepted_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_reviewerinvitation_revoked_pair",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewerinvitationhistory" ("accepted_at", "accepted_by_id", "email", "expires_at", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."email", NEW."expires_at", NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."revoked_by_id"); RETURN NULL;',
                            hash="e614043884413cb49c924d25db3d3652c9482850",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fe914",
                            table="programs_reviewerinvitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."accepted_by_id" IS DISTINCT FROM (NEW."accepted_by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id"))',
                            func='INSERT INTO "programs_reviewerinvitationhistory" ("accepted_at", "accepted_by_id", "email", "expires_at", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."email", NEW."expires_at", NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."revoked_by_id"); RETURN NULL;',
                            hash="ddc93366d7bc2a9c3400c84ff2e757c60fbe1cab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_09832",
                            table="programs_reviewerinvitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewerinvitationhistory" ("accepted_at", "accepted_by_id", "email", "expires_at", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."email", OLD."expires_at", OLD."id", OLD."invited_at", OLD."invited_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."revoked_by_id"); RETURN NULL;',
                            hash="c7ec138a3d66476f65d4d01418c724ba4e3b79d5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d6a1b",
                            table="programs_reviewerinvitation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=500, verbose_name="filter")),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"), name="programs_savedfilter_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="programs_savedfilter_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filters")),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("never", "no mail"),
                            ("at_once", "at once"),
                            ("daily", "once a day"),
                            ("weekly", "once a week"),
                        ],
                        default="daily",
                        max_length=20,
                        verbose_name="mail",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "mailed_until",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="mailed until"
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "query"), name="programs_savedsearch_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="programs_savedsearch_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("success", "success story"), ("site_visit", "site visit")],
                        default="success",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                ("title_ko", models.CharField(max_length=160, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title (English)"),
                ),
                (
                    "lead_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="summary (Korean)"),
                ),
                (
                    "lead_en",
                    models.CharField(blank=True, max_length=400, verbose_name="summary (English)"),
                ),
                (
                    "body_ko",
                    models.TextField(blank=True, max_length=20000, verbose_name="body (Korean)"),
                ),
                (
                    "body_en",
                    models.TextField(blank=True, max_length=20000, verbose_name="body (English)"),
                ),
                (
                    "visited_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the visit"),
                ),
                (
                    "company_name",
                    models.CharField(
                        blank=True,
                        help_text="As the story names it. Empty where it names none.",
                        max_length=120,
                        verbose_name="company",
                    ),
                ),
                (
                    "agreement_from",
                    models.CharField(
                        blank=True,
                        help_text="Name and post. Only your agency and the foundation see it.",
                        max_length=120,
                        verbose_name="who agreed for the company",
                    ),
                ),
                (
                    "agreement_on",
                    models.DateField(
                        blank=True,
                        help_text="Ask again when the words about the company change.",
                        null=True,
                        verbose_name="agreed on",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "publication withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="changed at"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="publication"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn at"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(default=False, editable=False, verbose_name="example"),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at", None), ("state", "draft"), ("withdrawn_at", None)
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("state", "published"),
                                ("withdrawn_at", None),
                            ),
                            models.Q(
                                ("published_at__isnull", False),
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programs_story_state_has_stamps",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True), ("published_by__isnull", True)
                            ),
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_story_published_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_story_withdrawn_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(("body_ko__regex", "\\S"), ("title_ko__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="programs_story_published_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(("kind", "site_visit"), _negated=True),
                            ("visited_on__isnull", False),
                            _connector="OR",
                        ),
                        name="programs_story_published_visit_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("company_name", ""),
                            models.Q(
                                ("agreement_from__regex", "\\S"), ("agreement_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_story_published_company_agreed",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:published,published:withdrawn,withdrawn:published}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="eb32d3bc20e285041c2020f10472d28cbb21f6b6",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_9ec74",
                            table="programs_story",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_storyhistory" ("agency_id", "agreement_on", "body_en", "body_ko", "changed_at", "company_name", "created_at", "created_by_id", "id", "is_example", "kind", "lead_en", "lead_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "state", "title_en", "title_ko", "visited_on", "withdrawn_at", "withdrawn_by_id", "zone_id") VALUES (NEW."agency_id", NEW."agreement_on", NEW."body_en", NEW."body_ko", NEW."changed_at", NEW."company_name", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_example", NEW."kind", NEW."lead_en", NEW."lead_ko", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."state", NEW."title_en", NEW."title_ko", NEW."visited_on", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."zone_id"); RETURN NULL;',
                            hash="c6f96eb2ae85a30d41150f999d6dcdd811e1c406",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ab1fb",
                            table="programs_story",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."agreement_on" IS DISTINCT FROM (NEW."agreement_on") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_ko" IS DISTINCT FROM (NEW."body_ko") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."company_name" IS DISTINCT FROM (NEW."company_name") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lead_en" IS DISTINCT FROM (NEW."lead_en") OR OLD."lead_ko" IS DISTINCT FROM (NEW."lead_ko") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_ko" IS DISTINCT FROM (NEW."title_ko") OR OLD."visited_on" IS DISTINCT FROM (NEW."visited_on") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."zone_id" IS DISTINCT FROM (NEW."zone_id"))',
                            func='INSERT INTO "programs_storyhistory" ("agency_id", "agreement_on", "body_en", "body_ko", "changed_at", "company_name", "created_at", "created_by_id", "id", "is_example", "kind", "lead_en", "lead_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "state", "title_en", "title_ko", "visited_on", "withdrawn_at", "withdrawn_by_id", "zone_id") VALUES (NEW."agency_id", NEW."agreement_on", NEW."body_en", NEW."body_ko", NEW."changed_at", NEW."company_name", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_example", NEW."kind", NEW."lead_en", NEW."lead_ko", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."state", NEW."title_en", NEW."title_ko", NEW."visited_on", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."zone_id"); RETURN NULL;',
                            hash="4b3ce15bbfa3dbd9782f76fbc757cb1f44ed0685",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8e3c5",
                            table="programs_story",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_storyhistory" ("agency_id", "agreement_on", "body_en", "body_ko", "changed_at", "company_name", "created_at", "created_by_id", "id", "is_example", "kind", "lead_en", "lead_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "state", "title_en", "title_ko", "visited_on", "withdrawn_at", "withdrawn_by_id", "zone_id") VALUES (OLD."agency_id", OLD."agreement_on", OLD."body_en", OLD."body_ko", OLD."changed_at", OLD."company_name", OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_example", OLD."kind", OLD."lead_en", OLD."lead_ko", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."state", OLD."title_en", OLD."title_ko", OLD."visited_on", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."zone_id"); RETURN NULL;',
                            hash="00093f4898b730e20a01a899f9ca502787dc673b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_55b2c",
                            table="programs_story",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amendment", "amendment"),
                            ("closing", "early closing"),
                            ("cancellation", "cancellation"),
                            ("outage", "outage"),
                            ("new_calls", "new calls"),
                            ("briefing_changed", "another time or place of a briefing"),
                            ("briefing_cancelled", "cancellation of a briefing"),
                            ("briefing_link", "another online link of a briefing"),
                            ("place", "what became of a place at a briefing"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                (
                    "queued_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="queued at"
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told at")),
            ],
            options={
                "verbose_name": "telling",
                "verbose_name_plural": "tellings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="VaultDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vault",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("business_registration", "certificate of business registration"),
                            ("corporate_register", "certified copy of the corporate register"),
                            ("national_tax", "certificate of national tax payment"),
                            ("local_tax", "certificate of local tax payment"),
                            ("financial_statements", "financial statements"),
                            ("size", "confirmation of the size of the company"),
                            ("status", "certificate of a status"),
                            ("insurance", "certificate of paid social insurance"),
                            ("property_right", "certificate of an intellectual property right"),
                            ("other", "other certificate"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Where the kind does not say it.",
                        max_length=120,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        blank=True,
                        help_text="The foundation reads it when it verifies the status.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="certificates",
                        to="zones.companystatus",
                        verbose_name="evidence of the status",
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="issued on")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty where it has no end.",
                        null=True,
                        verbose_name="valid until",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.vault.vault_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
                ("told_first_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("told_last_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "kept certificate",
                "verbose_name_plural": "kept certificates",
                "ordering": ["kind", "-issued_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="vaultdocument_to_scan",
                    ),
                    models.Index(fields=["file"], name="vaultdocument_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_vaultdocument_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_vaultdocument_found_has_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("expires_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="programs_vaultdocument_expires_after_issue",
                        violation_error_message="The last day lies before the day of issue.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), _negated=True),
                            models.Q(("label", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_vaultdocument_other_says_what",
                        violation_error_message="Say what it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_vaultdocument_digest_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="999fc7d8b8891f4130943bffb1824deed4742b43",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_0823d",
                            table="programs_vaultdocument",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_company",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.status_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM zones_companystatus\n         WHERE id = NEW.status_id AND company_id = NEW.company_id\n    ) THEN\n        RAISE EXCEPTION 'status % is of another company', NEW.status_id\n            USING ERRCODE = 'check_violation',\n                  CONSTRAINT = 'programs_vaultdocument_status_of_its_company';\n    END IF;\n    RETURN NEW;\n",
                            hash="f44263efb5930e22edd4381877d411d26039ea66",
                            operation='INSERT OR UPDATE OF "status_id"',
                            pgid="pgtrigger_of_its_company_0bbfd",
                            table="programs_vaultdocument",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="bytes_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="39eeec4a384c1b29e2bf2fe19b1eb7adc08ff551",
                            operation="UPDATE",
                            pgid="pgtrigger_bytes_never_change_0e6c7",
                            table="programs_vaultdocument",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingSeriesHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.briefingseries",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("tour", "tour"), ("yearly", "yearly event")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                ("title_ko", models.CharField(max_length=140, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=180, verbose_name="title (English)"),
                ),
                (
                    "note_ko",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="description (Korean)"
                    ),
                ),
                (
                    "note_en",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="description (English)"
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="month of the year"
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="day of the month"
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="example")),
                ("sources", models.CharField(blank=True, max_length=200, verbose_name="sources")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6719ee771c8ac5182e278843f4a45eb118ffc93a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_efe4a",
                            table="programs_briefingserieshistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Who has fewer points in the end is not selected. Empty: none is announced.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="pass mark",
                    ),
                ),
                (
                    "bonus_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="All bonus points of an application together. Empty: no limit is announced.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="bonus points at most",
                    ),
                ),
                (
                    "penalty_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="All penalty points of an application together. Empty: no limit is announced.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="penalty points at most",
                    ),
                ),
                (
                    "trims",
                    models.BooleanField(
                        blank=True,
                        help_text="From five reviewers on; with fewer, all scores count.",
                        null=True,
                        verbose_name="the highest and the lowest score are left out",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="programs.program",
                        verbose_name="programme",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                (
                    "notice_number",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="number of the notice"
                    ),
                ),
                (
                    "iris_number",
                    models.CharField(blank=True, max_length=80, verbose_name="IRIS number"),
                ),
                ("title_ko", models.CharField(max_length=160, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title (English)"),
                ),
                (
                    "summary_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="summary (Korean)"),
                ),
                (
                    "summary_en",
                    models.CharField(blank=True, max_length=400, verbose_name="summary (English)"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("discovery", "Technology discovery"),
                            ("transfer", "Technology transfer and start-up"),
                            ("growth", "Company growth support"),
                        ],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "applicant_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("company", "Company"),
                                ("specialist", "Commercialisation specialist"),
                                ("founder", "Prospective founder"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="who may apply",
                    ),
                ),
                (
                    "is_national_rnd",
                    models.BooleanField(
                        default=False,
                        help_text="Then the notice on IRIS is the legal one: give its number.",
                        verbose_name="paid from national R&D money",
                    ),
                ),
                ("purpose", models.TextField(blank=True, max_length=20000, verbose_name="purpose")),
                (
                    "support",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="what is supported"
                    ),
                ),
                (
                    "support_period",
                    models.CharField(blank=True, max_length=200, verbose_name="period of support"),
                ),
                (
                    "support_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="months of support",
                    ),
                ),
                (
                    "eligibility",
                    models.TextField(blank=True, max_length=20000, verbose_name="who is eligible"),
                ),
                (
                    "procedure",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="how applications are selected"
                    ),
                ),
                (
                    "security_class",
                    models.CharField(
                        choices=[
                            ("general", "general"),
                            ("sensitive", "sensitive"),
                            ("secret", "security"),
                        ],
                        default="general",
                        max_length=20,
                        verbose_name="security class",
                    ),
                ),
                (
                    "budget_won",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="total support (won)",
                    ),
                ),
                (
                    "award_limit_won",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="at most per award (won)",
                    ),
                ),
                (
                    "award_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number of awards, about"
                    ),
                ),
                (
                    "plan_sections",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("participants", "Participating organisations"),
                                ("people", "People of the project"),
                                ("budget", "Project budget"),
                                ("milestones", "Milestones"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="parts of the project plan",
                    ),
                ),
                (
                    "notes",
                    models.TextField(blank=True, max_length=20000, verbose_name="please note"),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=80, verbose_name="contact"),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="phone of the contact"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail of the contact"
                    ),
                ),
                (
                    "closing_mode",
                    models.CharField(
                        choices=[
                            ("clock", "at a set time"),
                            ("budget", "until the budget is used up"),
                            ("seats", "until the seats are filled"),
                        ],
                        default="clock",
                        max_length=10,
                        verbose_name="closes",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="publication"),
                ),
                (
                    "opens_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="opens"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Korea time (KST)",
                        null=True,
                        verbose_name="closes at",
                    ),
                ),
                (
                    "inquiries_close_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Korea time (KST); empty: until a day before the closing.",
                        null=True,
                        verbose_name="questions are taken until",
                    ),
                ),
                (
                    "short_notice_reason",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="reason for less than 30 days of notice",
                    ),
                ),
                (
                    "seat_count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Only for a call that closes when its seats are filled.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="seats",
                    ),
                ),
                (
                    "taken_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="received"),
                ),
                (
                    "taken_won",
                    models.BigIntegerField(
                        default=0, editable=False, verbose_name="asked for (won)"
                    ),
                ),
                (
                    "reviewer_count",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reviewers of the panel",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed early at"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed early by",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="cancelled at"
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented for the demonstration.",
                        verbose_name="example",
                    ),
                ),
                ("sources", models.CharField(blank=True, max_length=200, verbose_name="sources")),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="programs.call",
                        verbose_name="copied from",
                    ),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendment_drafts",
                        to="programs.call",
                        verbose_name="amends",
                    ),
                ),
                (
                    "amendment_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("correction", "correction"),
                            ("extension", "extension"),
                            ("closing", "early closing"),
                            ("cancellation", "cancellation"),
                            ("renotice", "notice anew"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="kind of amendment",
                    ),
                ),
                (
                    "amendment_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="reason of the amendment"
                    ),
                ),
                (
                    "announced_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="mailed about at"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="changed at"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "waiting for approval"),
                            ("approved", "approved"),
                            ("cancelled", "cancelled"),
                            ("merged", "published as an amendment"),
                            ("discarded", "discarded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="submitted for approval at",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted for approval by",
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved at"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=portal.common.search.Bigrams(
                            django.db.models.functions.text.Concat(
                                models.F("code"),
                                models.Value(" "),
                                models.F("notice_number"),
                                models.Value(" "),
                                models.F("title_ko"),
                                models.Value(" "),
                                models.F("title_en"),
                                models.Value(" "),
                                models.F("summary_ko"),
                                models.Value(" "),
                                models.F("summary_en"),
                                models.Value(" "),
                                models.F("purpose"),
                                models.Value(" "),
                                models.F("support"),
                                models.Value(" "),
                                models.F("eligibility"),
                                models.Value(" "),
                                output_field=models.TextField(),
                            )
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "ordering": ["-published_at", "-pk"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{approved:cancelled,draft:discarded,draft:submitted,submitted:approved,submitted:draft,submitted:merged}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="07213cf96b79a440d30a0ac7749ca4b6dcca9a95",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_7099e",
                            table="programs_call",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="weights_add_up",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.state = 'submitted' AND OLD.state = 'draft' AND (\n        SELECT coalesce(sum(weight), 0) FROM programs_criterion\n         WHERE call_id = NEW.id AND removed_at IS NULL\n    ) <> 100 THEN\n        RAISE EXCEPTION 'the weights of call % do not add up to 100', NEW.code\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_call_weights_add_up';\n    END IF;\n    RETURN NEW;\n",
                            hash="ee450c7cdd371263f1c8915e318671d0d4d7fab9",
                            operation="UPDATE",
                            pgid="pgtrigger_weights_add_up_4fa5a",
                            table="programs_call",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="content_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF OLD.state <> 'draft'\n               AND (ROW(OLD.agency_id, OLD.program_id, OLD.stage, OLD.title_ko, OLD.title_en, OLD.summary_ko, OLD.summary_en, OLD.notice_number, OLD.is_national_rnd, OLD.iris_number, OLD.purpose, OLD.support, OLD.support_period, OLD.support_months, OLD.budget_won, OLD.award_limit_won, OLD.award_count, OLD.applicant_kinds, OLD.eligibility, OLD.closing_mode, OLD.seat_count, OLD.closes_at, OLD.inquiries_close_at, OLD.short_notice_reason, OLD.plan_sections, OLD.procedure, OLD.security_class, OLD.reviewer_count, OLD.pass_mark, OLD.bonus_most, OLD.penalty_most, OLD.trims, OLD.contact_name, OLD.contact_phone, OLD.contact_email, OLD.notes) IS DISTINCT FROM ROW(NEW.agency_id, NEW.program_id, NEW.stage, NEW.title_ko, NEW.title_en, NEW.summary_ko, NEW.summary_en, NEW.notice_number, NEW.is_national_rnd, NEW.iris_number, NEW.purpose, NEW.support, NEW.support_period, NEW.support_months, NEW.budget_won, NEW.award_limit_won, NEW.award_count, NEW.applicant_kinds, NEW.eligibility, NEW.closing_mode, NEW.seat_count, NEW.closes_at, NEW.inquiries_close_at, NEW.short_notice_reason, NEW.plan_sections, NEW.procedure, NEW.security_class, NEW.reviewer_count, NEW.pass_mark, NEW.bonus_most, NEW.penalty_most, NEW.trims, NEW.contact_name, NEW.contact_phone, NEW.contact_email, NEW.notes)\n                    OR NOT (OLD.state = 'submitted' AND NEW.state = 'approved')\n                    AND ROW(OLD.published_at, OLD.opens_at)\n                        IS DISTINCT FROM ROW(NEW.published_at, NEW.opens_at))\n               AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = OLD.id AND published_at >= transaction_timestamp()\n)\n            THEN\n                RAISE EXCEPTION 'call % is %: it changes by amendments only', OLD.code, OLD.state\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_call_frozen';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="3c02975539eb4db891b9f8388926429d99d14d54",
                            operation="UPDATE",
                            pgid="pgtrigger_content_frozen_128e2",
                            table="programs_call",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="pieces_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM keep_call_pieces(coalesce(NEW.id, OLD.id)); RETURN NULL;",
                            hash="accfda26eca5c240bb04fa03ac0ef86fbe40bbca",
                            operation='INSERT OR UPDATE OF "code", "notice_number", "title_ko", "title_en", "summary_ko", "summary_en", "purpose", "support", "eligibility" OR DELETE',
                            pgid="pgtrigger_pieces_kept_8285c",
                            table="programs_call",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_callhistory" ("agency_id", "amendment_kind", "amendment_reason", "amends_id", "announced_at", "applicant_kinds", "approved_at", "approved_by_id", "award_count", "award_limit_won", "bonus_most", "budget_won", "cancelled_at", "cancelled_by_id", "changed_at", "closed_at", "closed_by_id", "closes_at", "closing_mode", "code", "contact_email", "contact_name", "contact_phone", "copied_from_id", "created_at", "created_by_id", "eligibility", "id", "inquiries_close_at", "iris_number", "is_example", "is_national_rnd", "notes", "notice_number", "opens_at", "pass_mark", "penalty_most", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_sections", "procedure", "program_id", "published_at", "purpose", "reviewer_count", "seat_count", "security_class", "short_notice_reason", "sources", "stage", "state", "submitted_at", "submitted_by_id", "summary_en", "summary_ko", "support", "support_months", "support_period", "title_en", "title_ko", "trims") VALUES (NEW."agency_id", NEW."amendment_kind", NEW."amendment_reason", NEW."amends_id", NEW."announced_at", NEW."applicant_kinds", NEW."approved_at", NEW."approved_by_id", NEW."award_count", NEW."award_limit_won", NEW."bonus_most", NEW."budget_won", NEW."cancelled_at", NEW."cancelled_by_id", NEW."changed_at", NEW."closed_at", NEW."closed_by_id", NEW."closes_at", NEW."closing_mode", NEW."code", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."copied_from_id", NEW."created_at", NEW."created_by_id", NEW."eligibility", NEW."id", NEW."inquiries_close_at", NEW."iris_number", NEW."is_example", NEW."is_national_rnd", NEW."notes", NEW."notice_number", NEW."opens_at", NEW."pass_mark", NEW."penalty_most", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_sections", NEW."procedure", NEW."program_id", NEW."published_at", NEW."purpose", NEW."reviewer_count", NEW."seat_count", NEW."security_class", NEW."short_notice_reason", NEW."sources", NEW."stage", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary_en", NEW."summary_ko", NEW."support", NEW."support_months", NEW."support_period", NEW."title_en", NEW."title_ko", NEW."trims"); RETURN NULL;',
                            hash="bbcbb6a5d69f0b9c27a83dcdfc03c95ead77552a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_24f06",
                            table="programs_call",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."amendment_kind" IS DISTINCT FROM (NEW."amendment_kind") OR OLD."amendment_reason" IS DISTINCT FROM (NEW."amendment_reason") OR OLD."amends_id" IS DISTINCT FROM (NEW."amends_id") OR OLD."announced_at" IS DISTINCT FROM (NEW."announced_at") OR OLD."applicant_kinds" IS DISTINCT FROM (NEW."applicant_kinds") OR OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."award_count" IS DISTINCT FROM (NEW."award_count") OR OLD."award_limit_won" IS DISTINCT FROM (NEW."award_limit_won") OR OLD."bonus_most" IS DISTINCT FROM (NEW."bonus_most") OR OLD."budget_won" IS DISTINCT FROM (NEW."budget_won") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."cancelled_by_id" IS DISTINCT FROM (NEW."cancelled_by_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."closing_mode" IS DISTINCT FROM (NEW."closing_mode") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."copied_from_id" IS DISTINCT FROM (NEW."copied_from_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."eligibility" IS DISTINCT FROM (NEW."eligibility") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inquiries_close_at" IS DISTINCT FROM (NEW."inquiries_close_at") OR OLD."iris_number" IS DISTINCT FROM (NEW."iris_number") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_national_rnd" IS DISTINCT FROM (NEW."is_national_rnd") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."notice_number" IS DISTINCT FROM (NEW."notice_number") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."pass_mark" IS DISTINCT FROM (NEW."pass_mark") OR OLD."penalty_most" IS DISTINCT FROM (NEW."penalty_most") OR OLD."plan_sections" IS DISTINCT FROM (NEW."plan_sections") OR OLD."procedure" IS DISTINCT FROM (NEW."procedure") OR OLD."program_id" IS DISTINCT FROM (NEW."program_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."reviewer_count" IS DISTINCT FROM (NEW."reviewer_count") OR OLD."seat_count" IS DISTINCT FROM (NEW."seat_count") OR OLD."security_class" IS DISTINCT FROM (NEW."security_class") OR OLD."short_notice_reason" IS DISTINCT FROM (NEW."short_notice_reason") OR OLD."sources" IS DISTINCT FROM (NEW."sources") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."support" IS DISTINCT FROM (NEW."support") OR OLD."support_months" IS DISTINCT FROM (NEW."support_months") OR OLD."support_period" IS DISTINCT FROM (NEW."support_period") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_ko" IS DISTINCT FROM (NEW."title_ko") OR OLD."trims" IS DISTINCT FROM (NEW."trims"))',
                            func='INSERT INTO "programs_callhistory" ("agency_id", "amendment_kind", "amendment_reason", "amends_id", "announced_at", "applicant_kinds", "approved_at", "approved_by_id", "award_count", "award_limit_won", "bonus_most", "budget_won", "cancelled_at", "cancelled_by_id", "changed_at", "closed_at", "closed_by_id", "closes_at", "closing_mode", "code", "contact_email", "contact_name", "contact_phone", "copied_from_id", "created_at", "created_by_id", "eligibility", "id", "inquiries_close_at", "iris_number", "is_example", "is_national_rnd", "notes", "notice_number", "opens_at", "pass_mark", "penalty_most", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_sections", "procedure", "program_id", "published_at", "purpose", "reviewer_count", "seat_count", "security_class", "short_notice_reason", "sources", "stage", "state", "submitted_at", "submitted_by_id", "summary_en", "summary_ko", "support", "support_months", "support_period", "title_en", "title_ko", "trims") VALUES (NEW."agency_id", NEW."amendment_kind", NEW."amendment_reason", NEW."amends_id", NEW."announced_at", NEW."applicant_kinds", NEW."approved_at", NEW."approved_by_id", NEW."award_count", NEW."award_limit_won", NEW."bonus_most", NEW."budget_won", NEW."cancelled_at", NEW."cancelled_by_id", NEW."changed_at", NEW."closed_at", NEW."closed_by_id", NEW."closes_at", NEW."closing_mode", NEW."code", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."copied_from_id", NEW."created_at", NEW."created_by_id", NEW."eligibility", NEW."id", NEW."inquiries_close_at", NEW."iris_number", NEW."is_example", NEW."is_national_rnd", NEW."notes", NEW."notice_number", NEW."opens_at", NEW."pass_mark", NEW."penalty_most", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_sections", NEW."procedure", NEW."program_id", NEW."published_at", NEW."purpose", NEW."reviewer_count", NEW."seat_count", NEW."security_class", NEW."short_notice_reason", NEW."sources", NEW."stage", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary_en", NEW."summary_ko", NEW."support", NEW."support_months", NEW."support_period", NEW."title_en", NEW."title_ko", NEW."trims"); RETURN NULL;',
                            hash="4eda4020d83e7184832c24b818faa218e16a56f6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a861",
                            table="programs_call",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_callhistory" ("agency_id", "amendment_kind", "amendment_reason", "amends_id", "announced_at", "applicant_kinds", "approved_at", "approved_by_id", "award_count", "award_limit_won", "bonus_most", "budget_won", "cancelled_at", "cancelled_by_id", "changed_at", "closed_at", "closed_by_id", "closes_at", "closing_mode", "code", "contact_email", "contact_name", "contact_phone", "copied_from_id", "created_at", "created_by_id", "eligibility", "id", "inquiries_close_at", "iris_number", "is_example", "is_national_rnd", "notes", "notice_number", "opens_at", "pass_mark", "penalty_most", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_sections", "procedure", "program_id", "published_at", "purpose", "reviewer_count", "seat_count", "security_class", "short_notice_reason", "sources", "stage", "state", "submitted_at", "submitted_by_id", "summary_en", "summary_ko", "support", "support_months", "support_period", "title_en", "title_ko", "trims") VALUES (OLD."agency_id", OLD."amendment_kind", OLD."amendment_reason", OLD."amends_id", OLD."announced_at", OLD."applicant_kinds", OLD."approved_at", OLD."approved_by_id", OLD."award_count", OLD."award_limit_won", OLD."bonus_most", OLD."budget_won", OLD."cancelled_at", OLD."cancelled_by_id", OLD."changed_at", OLD."closed_at", OLD."closed_by_id", OLD."closes_at", OLD."closing_mode", OLD."code", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."copied_from_id", OLD."created_at", OLD."created_by_id", OLD."eligibility", OLD."id", OLD."inquiries_close_at", OLD."iris_number", OLD."is_example", OLD."is_national_rnd", OLD."notes", OLD."notice_number", OLD."opens_at", OLD."pass_mark", OLD."penalty_most", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_sections", OLD."procedure", OLD."program_id", OLD."published_at", OLD."purpose", OLD."reviewer_count", OLD."seat_count", OLD."security_class", OLD."short_notice_reason", OLD."sources", OLD."stage", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."summary_en", OLD."summary_ko", OLD."support", OLD."support_months", OLD."support_period", OLD."title_en", OLD."title_ko", OLD."trims"); RETURN NULL;',
                            hash="bdd42ad8b878a1a9b66a81176cd82bb0f30fb61e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e41cf",
                            table="programs_call",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="programs.story",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "alt_ko",
                    models.CharField(
                        help_text="Read aloud to those who do not see the picture.",
                        max_length=300,
                        verbose_name="what is seen (Korean)",
                    ),
                ),
                (
                    "alt_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="what is seen (English)"
                    ),
                ),
                (
                    "caption_ko",
                    models.CharField(blank=True, max_length=200, verbose_name="caption (Korean)"),
                ),
                (
                    "caption_en",
                    models.CharField(blank=True, max_length=300, verbose_name="caption (English)"),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Stands below the picture.",
                        max_length=100,
                        verbose_name="picture by",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.story.picture_path,
                        verbose_name="file",
                    ),
                ),
                (
                    "file_small",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.story.picture_path,
                        verbose_name="small file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "sha256_small",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the small one"),
                ),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                (
                    "width_small",
                    models.PositiveSmallIntegerField(verbose_name="width of the small one"),
                ),
                (
                    "height_small",
                    models.PositiveSmallIntegerField(verbose_name="height of the small one"),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["position", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="picture_to_scan",
                    ),
                    models.Index(fields=["file"], name="picture_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_picture_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_picture_found_has_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alt_ko__regex", "\\S")),
                        name="programs_picture_has_alt",
                        violation_error_message="Say what is seen in the picture.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"),
                            ("sha256_small__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="programs_picture_digests_have_form",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("story", "sha256"),
                        name="programs_picture_once",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="746436a123ee1eeb07147fc708323ed9b671eb39",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_51d6d",
                            table="programs_picture",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="bytes_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."story_id" IS DISTINCT FROM (NEW."story_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_small" IS DISTINCT FROM (NEW."file_small") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."sha256_small" IS DISTINCT FROM (NEW."sha256_small") OR OLD."width" IS DISTINCT FROM (NEW."width") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."width_small" IS DISTINCT FROM (NEW."width_small") OR OLD."height_small" IS DISTINCT FROM (NEW."height_small"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="828fa8de6a2520a0709cfc3187d2885b08fdd57a",
                            operation="UPDATE",
                            pgid="pgtrigger_bytes_never_change_e5df2",
                            table="programs_picture",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reviewer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="programs.reviewer",
                    ),
                ),
                ("sealed", models.TextField(editable=False, verbose_name="sealed content")),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bank account of a reviewer",
                "verbose_name_plural": "bank accounts of reviewers",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_revieweraccounthistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "saved_at", "saved_by_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."saved_at", NEW."saved_by_id"); RETURN NULL;',
                            hash="fef945c0258cc0e78de9e512a37d2142b484c646",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eaef9",
                            table="programs_revieweraccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."saved_at" IS DISTINCT FROM (NEW."saved_at") OR OLD."saved_by_id" IS DISTINCT FROM (NEW."saved_by_id"))',
                            func='INSERT INTO "programs_revieweraccounthistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "saved_at", "saved_by_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."saved_at", NEW."saved_by_id"); RETURN NULL;',
                            hash="50874ffc067b33fb87861e11d6bdcb8c25d2ae9b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6d9ed",
                            table="programs_revieweraccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_revieweraccounthistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "saved_at", "saved_by_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewer_id", OLD."saved_at", OLD."saved_by_id"); RETURN NULL;',
                            hash="d1a9e95a8756f4597c800bee9854a7400dd2563e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_93eb5",
                            table="programs_revieweraccount",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.reviewer",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="364cb39767816e678221eae451fbc6b15a2b51f4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_f1c6b",
                            table="programs_reviewerevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.reviewer",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "in the pool"),
                            ("paused", "takes a break"),
                            ("left", "left the pool"),
                        ],
                        default="active",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("employer", models.CharField(max_length=120, verbose_name="employer")),
                (
                    "department",
                    models.CharField(blank=True, max_length=120, verbose_name="department"),
                ),
                ("organisation_key", models.CharField(blank=True, editable=False, max_length=120)),
                ("department_key", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "employer_business_number",
                    models.CharField(
                        blank=True,
                        help_text="Ten digits without hyphens; conflicts are found by it.",
                        max_length=10,
                        validators=[zones.validators.validate_business_number],
                        verbose_name="business number of the employer",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="job title")),
                (
                    "is_public_official",
                    models.BooleanField(
                        default=False,
                        help_text="Such people judge only where they are recognised as experts of the field.",
                        verbose_name="official of the ministry or of a specialised agency",
                    ),
                ),
                (
                    "technology_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("mathematics", "Mathematics"),
                                ("physics", "Physics"),
                                ("chemistry", "Chemistry"),
                                ("earth_science", "Earth science"),
                                ("life_science", "Life science"),
                                ("agriculture", "Agriculture, forestry, fisheries and food"),
                                ("health", "Health and medicine"),
                                ("machinery", "Machinery"),
                                ("materials", "Materials"),
                                ("chemical_engineering", "Chemical engineering"),
                                ("electricity", "Electricity and electronics"),
                                ("information", "Information and communication"),
                                ("energy", "Energy and resources"),
                                ("nuclear_power", "Nuclear power"),
                                ("environment", "Environment"),
                                ("construction", "Construction and transport"),
                                ("humanities", "Humanities"),
                                ("social_science", "Social science"),
                                ("arts", "Culture, arts and sports"),
                                ("brain_science", "Brain science"),
                                ("cognitive_science", "Cognitive and affective science"),
                                ("science_and_society", "Science, technology and society"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fields of technology",
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="fields",
                    ),
                ),
                ("career", models.TextField(blank=True, max_length=4000, verbose_name="career")),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined at"
                    ),
                ),
                (
                    "consent_version",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=20,
                        verbose_name="version of the consent",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="57c7e99d98039379dc09e4690879aecb9eed8afc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_de128",
                            table="programs_reviewerhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerInvitationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.reviewerinvitation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="invited at"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c12e93620bf01bf71268853bbe634069bca22ab7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_884a7",
                            table="programs_reviewerinvitationhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "address",
                    models.GenericIPAddressField(
                        blank=True, null=True, verbose_name="from address"
                    ),
                ),
                (
                    "read_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
            ],
            options={
                "verbose_name": "reading of a reviewer's account",
                "verbose_name_plural": "readings of reviewers' accounts",
                "ordering": ["-read_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="programs_reviewerreading_has_reason",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2ed6a8fc99179d48d6c179058770718452d0d495",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_3ecf1",
                            table="programs_reviewerreading",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerSanction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sanctions",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                (
                    "ground",
                    models.CharField(
                        help_text="Who imposed it, when and why. The reviewer reads this.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="recorded at",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "lifted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="lifted at"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "lifting_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why it was lifted"
                    ),
                ),
            ],
            options={
                "verbose_name": "sanction of a reviewer",
                "verbose_name_plural": "sanctions of reviewers",
                "ordering": ["-ends_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="programs_reviewersanction_ends_after_start",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True),
                        name="programs_reviewersanction_has_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifting_reason", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                models.Q(("lifting_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_reviewersanction_lifted_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_reviewersanction_lifted_pair",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewersanctionhistory" ("ends_on", "ground", "id", "lifted_at", "lifted_by_id", "lifting_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reviewer_id", "starts_on") VALUES (NEW."ends_on", NEW."ground", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."lifting_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reviewer_id", NEW."starts_on"); RETURN NULL;',
                            hash="8ef7cd1c127e5386750dfc94bd038a358719fd24",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_145f3",
                            table="programs_reviewersanction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_reviewersanctionhistory" ("ends_on", "ground", "id", "lifted_at", "lifted_by_id", "lifting_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reviewer_id", "starts_on") VALUES (NEW."ends_on", NEW."ground", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."lifting_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."reviewer_id", NEW."starts_on"); RETURN NULL;',
                            hash="35ff967399f54d478c20bff3a1b6e73777e4e507",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_85f21",
                            table="programs_reviewersanction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewersanctionhistory" ("ends_on", "ground", "id", "lifted_at", "lifted_by_id", "lifting_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "reviewer_id", "starts_on") VALUES (OLD."ends_on", OLD."ground", OLD."id", OLD."lifted_at", OLD."lifted_by_id", OLD."lifting_reason", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."reviewer_id", OLD."starts_on"); RETURN NULL;',
                            hash="49316b74bd41c3d253cda47925e92e24ea64949a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9c906",
                            table="programs_reviewersanction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="programs.reviewer",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employee", "employee or officer"),
                            ("adviser", "adviser or contractor"),
                            ("owner", "shareholder or investor"),
                            ("co_researcher", "worked together in research"),
                            ("kin", "a relative works there"),
                            ("other", "other tie"),
                        ],
                        max_length=20,
                        verbose_name="kind of the tie",
                    ),
                ),
                ("organisation", models.CharField(max_length=120, verbose_name="organisation")),
                ("organisation_key", models.CharField(editable=False, max_length=120)),
                (
                    "business_number",
                    models.CharField(
                        blank=True,
                        help_text="Ten digits without hyphens; conflicts are found by it.",
                        max_length=10,
                        validators=[zones.validators.validate_business_number],
                        verbose_name="business number",
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "until_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty where the tie lasts.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
            ],
            options={
                "verbose_name": "tie of a reviewer",
                "verbose_name_plural": "ties of reviewers",
                "ordering": ["-from_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reviewer", "kind", "organisation_key"),
                        name="programs_reviewertie_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", ""), _negated=True),
                        name="programs_reviewertie_has_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None),
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="programs_reviewertie_ends_after_start",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("business_number__regex", "^([0-9]{10})?$")),
                        name="programs_reviewertie_number_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewertiehistory" ("business_number", "from_on", "id", "kind", "organisation", "organisation_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "until_on") VALUES (NEW."business_number", NEW."from_on", NEW."id", NEW."kind", NEW."organisation", NEW."organisation_key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."until_on"); RETURN NULL;',
                            hash="1b013111989a63b8dd6aa6beca62a02bd5e8efe7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cd571",
                            table="programs_reviewertie",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_reviewertiehistory" ("business_number", "from_on", "id", "kind", "organisation", "organisation_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "until_on") VALUES (NEW."business_number", NEW."from_on", NEW."id", NEW."kind", NEW."organisation", NEW."organisation_key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."until_on"); RETURN NULL;',
                            hash="e3a9c39f0532457c6bc3f6b3aa18eaa2595229f8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b6182",
                            table="programs_reviewertie",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_reviewertiehistory" ("business_number", "from_on", "id", "kind", "organisation", "organisation_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "until_on") VALUES (OLD."business_number", OLD."from_on", OLD."id", OLD."kind", OLD."organisation", OLD."organisation_key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewer_id", OLD."until_on"); RETURN NULL;',
                            hash="62b669d207a61abbe08c3b1acc12d8aeb2cc4529",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_78845",
                            table="programs_reviewertie",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.story",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e6bcec2318cb12773258c3ebfd66d58790786445",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_fc083",
                            table="programs_storyevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.story",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("success", "success story"), ("site_visit", "site visit")],
                        default="success",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                ("title_ko", models.CharField(max_length=160, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title (English)"),
                ),
                (
                    "lead_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="summary (Korean)"),
                ),
                (
                    "lead_en",
                    models.CharField(blank=True, max_length=400, verbose_name="summary (English)"),
                ),
                (
                    "body_ko",
                    models.TextField(blank=True, max_length=20000, verbose_name="body (Korean)"),
                ),
                (
                    "body_en",
                    models.TextField(blank=True, max_length=20000, verbose_name="body (English)"),
                ),
                (
                    "visited_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the visit"),
                ),
                (
                    "company_name",
                    models.CharField(
                        blank=True,
                        help_text="As the story names it. Empty where it names none.",
                        max_length=120,
                        verbose_name="company",
                    ),
                ),
                (
                    "agreement_on",
                    models.DateField(
                        blank=True,
                        help_text="Ask again when the words about the company change.",
                        null=True,
                        verbose_name="agreed on",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "publication withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="changed at"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="publication"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="withdrawn at"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(default=False, editable=False, verbose_name="example"),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="085475b9c8bfc333efd69634724a201907e6d130",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_25cb5",
                            table="programs_storyhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("label_ko", models.CharField(max_length=200, verbose_name="text (Korean)")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="text (English)"),
                ),
                (
                    "help_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="help (Korean)"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=400, verbose_name="help (English)"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="removed at"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjustments",
                        to="programs.call",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("bonus", "bonus points"), ("penalty", "penalty points")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="points",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sanction", "sanctioned within three years"),
                            ("abandonment", "gave up a task without just cause within three years"),
                            ("unpaid", "a levy or recovery is unpaid on the closing day"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
            ],
            options={
                "verbose_name": "bonus or penalty",
                "verbose_name_plural": "bonuses and penalties",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", ""), ("kind", "bonus")),
                            models.Q(("kind", "penalty"), models.Q(("ground", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="programs_adjustment_penalty_has_ground",
                        violation_error_message="A penalty needs one of the three grounds of the decree.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 1), ("points__lte", 20)),
                        name="programs_adjustment_points_within_bounds",
                    ),
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_adjustment_one_per_key"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="051e9f3e0d9ddb2edbc8670dd75096accbf1d8fe",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_046a6",
                            table="programs_adjustment",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="programs.call",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "correction"),
                            ("extension", "extension"),
                            ("closing", "early closing"),
                            ("cancellation", "cancellation"),
                            ("renotice", "notice anew"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.TextField(max_length=20000, verbose_name="reason")),
                ("difference", models.JSONField(default=list, verbose_name="difference")),
                (
                    "asks_confirmation",
                    models.BooleanField(default=False, verbose_name="asks applicants to confirm"),
                ),
                (
                    "closes_at_before",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed before at"),
                ),
                (
                    "closes_at_after",
                    models.DateTimeField(blank=True, null=True, verbose_name="closes now at"),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_as",
                        to="programs.call",
                        verbose_name="working copy",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="programs.incident",
                        verbose_name="outage",
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "amendment",
                "verbose_name_plural": "amendments",
                "ordering": ["-number"],
                "indexes": [
                    models.Index(fields=["published_at"], name="programs_amendment_published")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="programs_amendment_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="programs_amendment_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="51de42dc9b81bfa6d718e19653d9d5e0ea75cc4d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_bd0b3",
                            table="programs_amendment",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="programs.call",
                        verbose_name="call",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="title of the project"
                    ),
                ),
                (
                    "requested_won",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000000000000),
                        ],
                        verbose_name="support asked for (won)",
                    ),
                ),
                (
                    "received_won",
                    models.BigIntegerField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="support asked for when it was received (won)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("discarded", "given up"),
                            ("submitted", "received"),
                            ("withdrawn", "withdrawn"),
                            ("eligible", "passed the eligibility check"),
                            ("ineligible", "failed the eligibility check"),
                            ("under_review", "under review"),
                            ("decided", "decided"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="started at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="saved at"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        null=True,
                        verbose_name="received at",
                    ),
                ),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "ordering": ["-submitted_at", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "call"], name="programs_application_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "company"), name="programs_application_one_per_company"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "discarded"]),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="programs_application_submitted_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), _negated=True),
                            models.Q(("received_won", None), ("submitted_at", None)),
                            _connector="OR",
                        ),
                        name="programs_application_draft_has_no_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "discarded", "withdrawn")),
                            ("received_won__isnull", False),
                            _connector="OR",
                        ),
                        name="programs_application_received_has_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requested_won", None),
                            models.Q(
                                ("requested_won__gt", 0), ("requested_won__lte", 1000000000000000)
                            ),
                            _connector="OR",
                        ),
                        name="programs_application_requested_is_positive",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{discarded:draft,draft:discarded,draft:submitted,eligible:under_review,ineligible:eligible,submitted:eligible,submitted:ineligible,submitted:withdrawn,under_review:decided,withdrawn:submitted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="9ae0e578dbee9330a7ec0266b6ada79676ffbcbf",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_cd8cf",
                            table="programs_application",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="stays_with_its_company",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="fca0dade7816bf2186697ad26ffa85c29eb44733",
                            operation="UPDATE",
                            pgid="pgtrigger_stays_with_its_company_87d84",
                            table="programs_application",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="moved_until_the_end",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF ((OLD.state, NEW.state) IN (('draft', 'submitted'), ('withdrawn', 'submitted'), ('submitted', 'withdrawn'))\n                OR ROW(OLD.submitted_at, OLD.received_won)\n                   IS DISTINCT FROM ROW(NEW.submitted_at, NEW.received_won))\n               AND EXISTS (\n                   SELECT FROM programs_call\n                     LEFT JOIN programs_seal\n                       ON programs_seal.call_id = programs_call.id\n                      AND programs_seal.ended_at = least(programs_call.closes_at, programs_call.closed_at, programs_call.cancelled_at)\n                    WHERE programs_call.id = NEW.call_id\n                      AND (least(programs_call.closes_at, programs_call.closed_at, programs_call.cancelled_at) <= transaction_timestamp() OR programs_seal.id IS NOT NULL)\n               )\n            THEN\n                RAISE EXCEPTION 'the call of application % has ended', NEW.id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_application_until_end';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="f6f29da3223e023d3c316abc8876f415b1da9867",
                            operation='UPDATE OF "state", "submitted_at", "received_won"',
                            pgid="pgtrigger_moved_until_the_end_e2c70",
                            table="programs_application",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_applicationhistory" ("call_id", "company_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_won", "requested_won", "saved_at", "state", "submitted_at", "title") VALUES (NEW."call_id", NEW."company_id", NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_won", NEW."requested_won", NEW."saved_at", NEW."state", NEW."submitted_at", NEW."title"); RETURN NULL;',
                            hash="ec9d326bb99301b8cd9f8c389877c9ce7f98535a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56979",
                            table="programs_application",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_applicationhistory" ("call_id", "company_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_won", "requested_won", "saved_at", "state", "submitted_at", "title") VALUES (NEW."call_id", NEW."company_id", NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_won", NEW."requested_won", NEW."saved_at", NEW."state", NEW."submitted_at", NEW."title"); RETURN NULL;',
                            hash="e4323d4b7e37bba66d01620d025ca0022d897e12",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_35cb4",
                            table="programs_application",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_applicationhistory" ("call_id", "company_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_won", "requested_won", "saved_at", "state", "submitted_at", "title") VALUES (OLD."call_id", OLD."company_id", OLD."created_at", OLD."created_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_won", OLD."requested_won", OLD."saved_at", OLD."state", OLD."submitted_at", OLD."title"); RETURN NULL;',
                            hash="cc463aba872c188c06afe6c6c07b72a5b5dadac4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8a97a",
                            table="programs_application",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="programs.call",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "label_ko",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what it is (Korean)"
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it is (English)"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.attachment.attachment_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
                (
                    "reading_state",
                    models.CharField(
                        choices=[
                            ("waiting", "being read"),
                            ("read", "found by the search"),
                            ("unreadable", "not found by the search"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="search",
                    ),
                ),
                (
                    "unreadable_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("encrypted", "protected by a password"),
                            ("damaged", "damaged"),
                            ("no_text", "holds pictures, no text"),
                            ("too_large", "too large to be read"),
                            ("too_slow", "took too long to be read"),
                            ("crashed", "its reading failed"),
                            ("unsupported", "of a kind that is not read"),
                            ("unsafe", "holds a script or loads content from elsewhere"),
                            ("infected", "was found by the virus check"),
                        ],
                        max_length=20,
                        verbose_name="why it is not found",
                    ),
                ),
                (
                    "reading_attempts",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="readings begun"
                    ),
                ),
                (
                    "is_read_in_part",
                    models.BooleanField(default=False, verbose_name="only its beginning was read"),
                ),
                ("text", models.TextField(blank=True, editable=False, verbose_name="text")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=portal.common.search.Bigrams(
                            django.db.models.functions.text.Concat(
                                models.F("name"),
                                models.Value(" "),
                                models.F("label_ko"),
                                models.Value(" "),
                                models.F("label_en"),
                                models.Value(" "),
                                models.F("text"),
                                output_field=models.TextField(),
                            )
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["position", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="attachment_to_scan",
                    ),
                    models.Index(fields=["file"], name="attachment_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_attachment_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_attachment_found_has_finding",
                    ),
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_attachment_one_per_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_attachment_digest_has_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reading_state", "unreadable"),
                                models.Q(("unreadable_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("reading_state", "unreadable"), _negated=True),
                                ("unreadable_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_attachment_unreadable_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d42852a0ddf6aeacc54e694de7c704f9ea937061",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_4f951",
                            table="programs_attachment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="51b63a69c5d230236f589e60ff63734c721e2f68",
                            operation='INSERT OR UPDATE OF "call_id", "position", "label_ko", "label_en", "file", "name", "content_type", "size", "sha256", "removed_at" OR DELETE',
                            pgid="pgtrigger_frozen_with_call_8d5b1",
                            table="programs_attachment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="pieces_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM keep_call_pieces(coalesce(NEW.call_id, OLD.call_id)); RETURN NULL;",
                            hash="5fd9afc655a8a7f054527c1532a43f4fca95fca7",
                            operation='INSERT OR UPDATE OF "call_id", "name", "label_ko", "label_en", "text", "removed_at" OR DELETE',
                            pgid="pgtrigger_pieces_kept_ed1b2",
                            table="programs_attachment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance_waivers",
                        to="programs.call",
                        verbose_name="call",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance_waivers",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="given at"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiver of attendance",
                "verbose_name_plural": "waivers of attendance",
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("call", "company"),
                        name="programs_attendancewaiver_one_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="programs_attendancewaiver_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_attendancewaiver_revoked_pair",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_attendancewaiverhistory" ("call_id", "company_id", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id") VALUES (NEW."call_id", NEW."company_id", NEW."given_at", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revoked_at", NEW."revoked_by_id"); RETURN NULL;',
                            hash="39a5fce6efbec5fbc96233c0a2dd811d07a8838f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fa921",
                            table="programs_attendancewaiver",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_attendancewaiverhistory" ("call_id", "company_id", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id") VALUES (NEW."call_id", NEW."company_id", NEW."given_at", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revoked_at", NEW."revoked_by_id"); RETURN NULL;',
                            hash="0d92e45642a52daea0cfe0dab3b0366f97650d06",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a636c",
                            table="programs_attendancewaiver",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_attendancewaiverhistory" ("call_id", "company_id", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "revoked_by_id") VALUES (OLD."call_id", OLD."company_id", OLD."given_at", OLD."given_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."revoked_at", OLD."revoked_by_id"); RETURN NULL;',
                            hash="92e7e3202e83f0656f7cb7e30b6e004b25afbd32",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7491d",
                            table="programs_attendancewaiver",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Briefing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("briefing", "briefing session"),
                            ("policy_sharing", "policy sharing"),
                            ("forum", "forum"),
                            ("luncheon", "luncheon"),
                            ("site_visit", "site visit"),
                            ("anniversary", "anniversary"),
                        ],
                        default="briefing",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefings",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                ("title_ko", models.CharField(max_length=160, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title (English)"),
                ),
                (
                    "summary_ko",
                    models.TextField(blank=True, max_length=20000, verbose_name="summary (Korean)"),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="summary (English)"
                    ),
                ),
                (
                    "starts_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="starts"),
                ),
                (
                    "ends_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="ends"),
                ),
                (
                    "is_day_only",
                    models.BooleanField(
                        default=False,
                        help_text="The hour is not shown.",
                        verbose_name="only the day is known",
                    ),
                ),
                (
                    "venue_ko",
                    models.CharField(blank=True, max_length=160, verbose_name="place (Korean)"),
                ),
                (
                    "venue_en",
                    models.CharField(blank=True, max_length=200, verbose_name="place (English)"),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefings",
                        to="zones.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=200, verbose_name="street address"),
                ),
                (
                    "map_url",
                    portal.common.model_fields.SecureURLField(
                        blank=True,
                        help_text="The place on a map, an address that begins with https.",
                        max_length=500,
                        verbose_name="map link",
                    ),
                ),
                (
                    "day_note_ko",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="note on the day (Korean)"
                    ),
                ),
                (
                    "day_note_en",
                    models.CharField(
                        blank=True, max_length=240, verbose_name="note on the day (English)"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefings",
                        to="programs.briefingseries",
                        verbose_name="series",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="place in the series"
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="seats",
                    ),
                ),
                (
                    "online_capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="places online",
                    ),
                ),
                (
                    "online_url",
                    portal.common.model_fields.SecureURLField(
                        blank=True,
                        help_text="Only those who have a place see it.",
                        max_length=500,
                        verbose_name="online link",
                    ),
                ),
                (
                    "seats_taken",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="seats taken"
                    ),
                ),
                (
                    "online_taken",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="online taken"
                    ),
                ),
                (
                    "company_cap",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="places per company",
                    ),
                ),
                (
                    "asks_needs",
                    models.BooleanField(
                        default=False,
                        help_text="Guests may say what they need, with a consent of its own.",
                        verbose_name="asks for accessibility needs",
                    ),
                ),
                (
                    "answer_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Who waits is asked whether they still come, and the next one after that time. Empty: they move up at once.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="hours to answer an offer",
                    ),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Korea time (KST)",
                        null=True,
                        verbose_name="registration opens",
                    ),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Korea time (KST)",
                        null=True,
                        verbose_name="registration closes",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="publication"
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="cancelled at"
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="changes"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="changed at"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented for the demonstration.",
                        verbose_name="example",
                    ),
                ),
                ("sources", models.CharField(blank=True, max_length=200, verbose_name="sources")),
                (
                    "calls",
                    models.ManyToManyField(
                        blank=True,
                        related_name="briefings",
                        to="programs.call",
                        verbose_name="calls",
                    ),
                ),
                (
                    "zones",
                    models.ManyToManyField(
                        blank=True, related_name="briefings", to="zones.zone", verbose_name="zones"
                    ),
                ),
            ],
            options={
                "verbose_name": "briefing",
                "verbose_name_plural": "briefings",
                "ordering": ["-starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ends_at__lt",
                                datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                            (
                                "starts_at__gte",
                                datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            ),
                        ),
                        name="programs_briefing_in_this_century",
                        violation_error_message="Check the year: it must lie between 2000 and 2099.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="programs_briefing_ends_after_start",
                        violation_error_message="A briefing ends after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registration_closes_at", None),
                            ("registration_closes_at__lte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="programs_briefing_registration_closes_before_start",
                        violation_error_message="Registration closes before the briefing starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registration_opens_at", None),
                            models.Q(
                                ("registration_opens_at__lt", models.F("starts_at")),
                                models.Q(
                                    ("registration_closes_at", None),
                                    (
                                        "registration_opens_at__lt",
                                        models.F("registration_closes_at"),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="programs_briefing_registration_opens_before_it_closes",
                        violation_error_message="Registration opens before it closes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "seats_taken__lte",
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("capacity"), 0
                                ),
                            )
                        ),
                        name="programs_briefing_no_more_seats_than_there_are",
                        violation_error_message="More seats are taken than there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "online_taken__lte",
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("online_capacity"), 0
                                ),
                            )
                        ),
                        name="programs_briefing_no_more_online_than_there_are",
                        violation_error_message="More places online are taken than there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", True), ("cancelled_by__isnull", True)
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False), ("cancelled_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_briefing_cancelled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("series", None)),
                            models.Q(
                                ("number__gte", 1),
                                ("number__isnull", False),
                                ("series__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programs_briefing_number_in_a_series",
                    ),
                    models.UniqueConstraint(
                        fields=("series", "number"),
                        name="programs_briefing_number_once_in_a_series",
                    ),
                ],
            },
            bases=(programs.models.programme.WithProgramme, models.Model),
        ),
        migrations.CreateModel(
            name="CallComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="programs.call",
                    ),
                ),
                ("section", models.CharField(max_length=40, verbose_name="section")),
                ("text", models.TextField(max_length=2000, verbose_name="comment")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="written at"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a draft",
                "verbose_name_plural": "comments on drafts",
                "ordering": ["written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="programs_callcomment_has_text",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c2a58a12d9ff2e8d5308ff98540cfde131b8f8fe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_f141b",
                            table="programs_callcomment",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.call",
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "Head"),
                            ("purpose", "Purpose"),
                            ("support", "Support"),
                            ("zones", "Zones"),
                            ("applicants", "Who may apply"),
                            ("schedule", "Schedule"),
                            ("questions", "Questions"),
                            ("documents", "Required documents"),
                            ("selection", "Selection"),
                            ("criteria", "Evaluation criteria"),
                            ("adjustments", "Bonus and penalty points"),
                            ("attachments", "Attachments"),
                            ("briefings", "Briefings"),
                            ("contact", "Contact and notes"),
                        ],
                        max_length=20,
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3d18331650d545619c03088aaa17b55a5a0e6aba",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_dbf74",
                            table="programs_callevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.call",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Who has fewer points in the end is not selected. Empty: none is announced.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="pass mark",
                    ),
                ),
                (
                    "bonus_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="All bonus points of an application together. Empty: no limit is announced.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="bonus points at most",
                    ),
                ),
                (
                    "penalty_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="All penalty points of an application together. Empty: no limit is announced.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="penalty points at most",
                    ),
                ),
                (
                    "trims",
                    models.BooleanField(
                        blank=True,
                        help_text="From five reviewers on; with fewer, all scores count.",
                        null=True,
                        verbose_name="the highest and the lowest score are left out",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                        verbose_name="programme",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="code")),
                (
                    "notice_number",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="number of the notice"
                    ),
                ),
                (
                    "iris_number",
                    models.CharField(blank=True, max_length=80, verbose_name="IRIS number"),
                ),
                ("title_ko", models.CharField(max_length=160, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="title (English)"),
                ),
                (
                    "summary_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="summary (Korean)"),
                ),
                (
                    "summary_en",
                    models.CharField(blank=True, max_length=400, verbose_name="summary (English)"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("discovery", "Technology discovery"),
                            ("transfer", "Technology transfer and start-up"),
                            ("growth", "Company growth support"),
                        ],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "applicant_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("company", "Company"),
                                ("specialist", "Commercialisation specialist"),
                                ("founder", "Prospective founder"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="who may apply",
                    ),
                ),
                (
                    "is_national_rnd",
                    models.BooleanField(
                        default=False,
                        help_text="Then the notice on IRIS is the legal one: give its number.",
                        verbose_name="paid from national R&D money",
                    ),
                ),
                ("purpose", models.TextField(blank=True, max_length=20000, verbose_name="purpose")),
                (
                    "support",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="what is supported"
                    ),
                ),
                (
                    "support_period",
                    models.CharField(blank=True, max_length=200, verbose_name="period of support"),
                ),
                (
                    "support_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="months of support",
                    ),
                ),
                (
                    "eligibility",
                    models.TextField(blank=True, max_length=20000, verbose_name="who is eligible"),
                ),
                (
                    "procedure",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="how applications are selected"
                    ),
                ),
                (
                    "security_class",
                    models.CharField(
                        choices=[
                            ("general", "general"),
                            ("sensitive", "sensitive"),
                            ("secret", "security"),
                        ],
                        default="general",
                        max_length=20,
                        verbose_name="security class",
                    ),
                ),
                (
                    "budget_won",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="total support (won)",
                    ),
                ),
                (
                    "award_limit_won",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="at most per award (won)",
                    ),
                ),
                (
                    "award_count",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number of awards, about"
                    ),
                ),
                (
                    "plan_sections",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("participants", "Participating organisations"),
                                ("people", "People of the project"),
                                ("budget", "Project budget"),
                                ("milestones", "Milestones"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="parts of the project plan",
                    ),
                ),
                (
                    "notes",
                    models.TextField(blank=True, max_length=20000, verbose_name="please note"),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=80, verbose_name="contact"),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="phone of the contact"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail of the contact"
                    ),
                ),
                (
                    "closing_mode",
                    models.CharField(
                        choices=[
                            ("clock", "at a set time"),
                            ("budget", "until the budget is used up"),
                            ("seats", "until the seats are filled"),
                        ],
                        default="clock",
                        max_length=10,
                        verbose_name="closes",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="publication"),
                ),
                (
                    "opens_at",
                    models.DateTimeField(help_text="Korea time (KST)", verbose_name="opens"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Korea time (KST)",
                        null=True,
                        verbose_name="closes at",
                    ),
                ),
                (
                    "inquiries_close_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Korea time (KST); empty: until a day before the closing.",
                        null=True,
                        verbose_name="questions are taken until",
                    ),
                ),
                (
                    "short_notice_reason",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="reason for less than 30 days of notice",
                    ),
                ),
                (
                    "seat_count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Only for a call that closes when its seats are filled.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="seats",
                    ),
                ),
                (
                    "reviewer_count",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reviewers of the panel",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed early at"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed early by",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="cancelled at"
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cancelled by",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented for the demonstration.",
                        verbose_name="example",
                    ),
                ),
                ("sources", models.CharField(blank=True, max_length=200, verbose_name="sources")),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.call",
                        verbose_name="copied from",
                    ),
                ),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.call",
                        verbose_name="amends",
                    ),
                ),
                (
                    "amendment_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("correction", "correction"),
                            ("extension", "extension"),
                            ("closing", "early closing"),
                            ("cancellation", "cancellation"),
                            ("renotice", "notice anew"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="kind of amendment",
                    ),
                ),
                (
                    "amendment_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="reason of the amendment"
                    ),
                ),
                (
                    "announced_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="mailed about at"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="changed at"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "waiting for approval"),
                            ("approved", "approved"),
                            ("cancelled", "cancelled"),
                            ("merged", "published as an amendment"),
                            ("discarded", "discarded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="submitted for approval at",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted for approval by",
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="approved at"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="099f0ef930754d4f70c6e596bfedddbad1593373",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b1e78",
                            table="programs_callhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallPieces",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pieces",
                        serialize=False,
                        to="programs.call",
                    ),
                ),
                ("pieces", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["pieces"], name="programs_callpieces_pieces"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallZone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="call_zones",
                        to="programs.call",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_zones",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                (
                    "quota",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number of awards in this zone"
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="contact of this zone"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=30, verbose_name="phone of this zone"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail of this zone"
                    ),
                ),
            ],
            options={
                "verbose_name": "zone of the call",
                "verbose_name_plural": "zones of the call",
                "constraints": [
                    models.UniqueConstraint(fields=("call", "zone"), name="programs_callzone_once")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="f9c7889416526874a2081a4d5248e3fc39b1419e",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_f0f07",
                            table="programs_callzone",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CostShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cost_shares",
                        to="programs.call",
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        choices=[
                            ("small", "small or medium-sized"),
                            ("middle", "middle-standing"),
                            ("large", "large"),
                            ("public", "public corporation"),
                            ("non_profit", "non-profit"),
                        ],
                        max_length=20,
                        verbose_name="size",
                    ),
                ),
                (
                    "government_percent",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="government pays at most (%)",
                    ),
                ),
                (
                    "cash_percent",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="cash in the own share, at least (%)",
                    ),
                ),
            ],
            options={
                "verbose_name": "cost share",
                "verbose_name_plural": "cost shares",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "size"), name="programs_costshare_one_per_size"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cash_percent__lte", 100), ("government_percent__lte", 100)
                        ),
                        name="programs_costshare_is_percent",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="388ba64c519572427cb116d4079147b877940fd3",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_6ab30",
                            table="programs_costshare",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("label_ko", models.CharField(max_length=200, verbose_name="text (Korean)")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="text (English)"),
                ),
                (
                    "help_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="help (Korean)"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=400, verbose_name="help (English)"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="removed at"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="programs.call",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        help_text="The most points that a reviewer may give. All weights add up to 100.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="weight",
                    ),
                ),
                (
                    "tie_rank",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Where final scores are equal, the criterion with 1 decides first, then 2.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="place among equals",
                    ),
                ),
                (
                    "anchors",
                    models.JSONField(blank=True, default=list, verbose_name="what points mean"),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                        name="programs_criterion_weight_within_bounds",
                    ),
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_criterion_one_per_key"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="0dfec561a7fa30b85014bde94b3230dfca455054",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_612f2",
                            table="programs_criterion",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EligibilityRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eligibility_rules",
                        to="programs.call",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("location", "location"),
                            ("age", "years since founding"),
                            ("size", "size of the company"),
                            ("status", "status of the company"),
                            ("field", "field of technology"),
                            ("revenue", "revenue of the last year"),
                            ("no_ban", "no participation ban"),
                            ("attendance", "attendance at a briefing"),
                        ],
                        max_length=20,
                        verbose_name="rule about",
                    ),
                ),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="one of",
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="at most years",
                    ),
                ),
                (
                    "least_won",
                    models.BigIntegerField(blank=True, null=True, verbose_name="at least (won)"),
                ),
                (
                    "most_won",
                    models.BigIntegerField(blank=True, null=True, verbose_name="less than (won)"),
                ),
                (
                    "note_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="note (Korean)"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=400, verbose_name="note (English)"),
                ),
            ],
            options={
                "verbose_name": "rule of eligibility",
                "verbose_name_plural": "rules of eligibility",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("location", "size", "status", "field")),
                                models.Q(("values", []), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ("location", "size", "status", "field")),
                                    _negated=True,
                                ),
                                ("values", []),
                            ),
                            _connector="OR",
                        ),
                        name="programs_eligibilityrule_values_fit_kind",
                        violation_error_message="Choose at least one value for this rule.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "age"), ("years__isnull", False)),
                            models.Q(models.Q(("kind", "age"), _negated=True), ("years", None)),
                            _connector="OR",
                        ),
                        name="programs_eligibilityrule_age_has_years",
                        violation_error_message="Give the most years since founding.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "revenue"),
                                models.Q(
                                    ("least_won__isnull", False),
                                    ("most_won__isnull", False),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("least_won", None), ("least_won__gte", 0), _connector="OR"
                                ),
                                models.Q(("most_won", None), ("most_won__gt", 0), _connector="OR"),
                                models.Q(
                                    ("least_won", None),
                                    ("most_won", None),
                                    ("least_won__lt", models.F("most_won")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                models.Q(("kind", "revenue"), _negated=True),
                                ("least_won", None),
                                ("most_won", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_eligibilityrule_revenue_has_bounds",
                        violation_error_message="Give the least or the most revenue, the least below.",
                    ),
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_eligibilityrule_one_per_key"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="5c1f10dd3cc048f4f46409dd801b5956edaa8fdd",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_1f138",
                            table="programs_eligibilityrule",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panels",
                        to="programs.call",
                        verbose_name="call",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("forming", "being formed"),
                            ("reviewing", "reviewing"),
                            ("closed", "closed"),
                        ],
                        default="forming",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "per_application",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="reviewers per application",
                    ),
                ),
                (
                    "most_per_reviewer",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty where there is no bound; the load is even in any case.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="most applications per reviewer",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="finished reviews that an application needs",
                    ),
                ),
                (
                    "is_blind",
                    models.BooleanField(
                        default=False,
                        help_text="Reviewers see a number instead of the company's name; documents stay as they are.",
                        verbose_name="blind",
                    ),
                ),
                (
                    "opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviews from"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviews until"),
                ),
                (
                    "meets_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the meeting"),
                ),
                (
                    "meets_at",
                    models.TimeField(blank=True, null=True, verbose_name="time of the meeting"),
                ),
                (
                    "meets_where",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place of the meeting"
                    ),
                ),
                (
                    "award_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="awards at the most"
                    ),
                ),
                (
                    "budget_won",
                    models.BigIntegerField(blank=True, null=True, verbose_name="budget (won)"),
                ),
            ],
            options={
                "verbose_name": "panel",
                "verbose_name_plural": "panels",
                "ordering": ["call", "name"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{closed:reviewing,forming:reviewing,reviewing:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="b25ca6abd34836f49d82a749bee47dd1c2b01692",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_9f140",
                            table="programs_panel",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="within_the_calls_budget",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE most bigint; others bigint;",
                            func="\n    IF NEW.budget_won IS NULL THEN RETURN NEW; END IF;\n    SELECT budget_won INTO most FROM programs_call WHERE id = NEW.call_id FOR NO KEY UPDATE;\n    SELECT COALESCE(sum(budget_won), 0) INTO others\n      FROM programs_panel WHERE call_id = NEW.call_id AND id <> NEW.id;\n    IF others + NEW.budget_won > most THEN\n        RAISE EXCEPTION 'panels of call % would have % of % won',\n                        NEW.call_id, others + NEW.budget_won, most\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panel_within_budget';\n    END IF;\n    RETURN NEW;\n",
                            hash="93905ab8978113a0271e4b161abb3097b4b1c2aa",
                            operation='INSERT OR UPDATE OF "budget_won"',
                            pgid="pgtrigger_within_the_calls_budget_23fb5",
                            table="programs_panel",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="call_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="a480d8b5bf7351e0bafb975fc5433fb0fa8b1644",
                            operation="UPDATE",
                            pgid="pgtrigger_call_never_changes_9a93d",
                            table="programs_panel",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_panelhistory" ("award_count", "budget_won", "call_id", "closes_at", "id", "is_blind", "meets_at", "meets_on", "meets_where", "most_per_reviewer", "name", "opens_at", "per_application", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "state", "zone_id") VALUES (NEW."award_count", NEW."budget_won", NEW."call_id", NEW."closes_at", NEW."id", NEW."is_blind", NEW."meets_at", NEW."meets_on", NEW."meets_where", NEW."most_per_reviewer", NEW."name", NEW."opens_at", NEW."per_application", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quorum", NEW."state", NEW."zone_id"); RETURN NULL;',
                            hash="9c8256c06ac15ed93b005fe20b8649ad6fe1561a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2805d",
                            table="programs_panel",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_panelhistory" ("award_count", "budget_won", "call_id", "closes_at", "id", "is_blind", "meets_at", "meets_on", "meets_where", "most_per_reviewer", "name", "opens_at", "per_application", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "state", "zone_id") VALUES (NEW."award_count", NEW."budget_won", NEW."call_id", NEW."closes_at", NEW."id", NEW."is_blind", NEW."meets_at", NEW."meets_on", NEW."meets_where", NEW."most_per_reviewer", NEW."name", NEW."opens_at", NEW."per_application", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quorum", NEW."state", NEW."zone_id"); RETURN NULL;',
                            hash="046b4828361df7339e0d837606f77755b43cba13",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f84d6",
                            table="programs_panel",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_panelhistory" ("award_count", "budget_won", "call_id", "closes_at", "id", "is_blind", "meets_at", "meets_on", "meets_where", "most_per_reviewer", "name", "opens_at", "per_application", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "state", "zone_id") VALUES (OLD."award_count", OLD."budget_won", OLD."call_id", OLD."closes_at", OLD."id", OLD."is_blind", OLD."meets_at", OLD."meets_on", OLD."meets_where", OLD."most_per_reviewer", OLD."name", OLD."opens_at", OLD."per_application", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quorum", OLD."state", OLD."zone_id"); RETURN NULL;',
                            hash="0a21dbc46d021c79a37c38d00c69df2c627655dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_177dc",
                            table="programs_panel",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("label_ko", models.CharField(max_length=200, verbose_name="text (Korean)")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="text (English)"),
                ),
                (
                    "help_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="help (Korean)"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=400, verbose_name="help (English)"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="removed at"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="programs.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "section of the form",
                "verbose_name_plural": "sections of the form",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_questionsection_one_per_key"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="c77fa4de7ba466ab42e699335cd86c93e08f701f",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_e4cde",
                            table="programs_questionsection",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="programs.call",
                    ),
                ),
                (
                    "question",
                    models.TextField(
                        max_length=2000, verbose_name="question, as everybody reads it"
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="answer")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="programs.reply",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="published at"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a question",
                "verbose_name_plural": "answers to questions",
                "ordering": ["-published_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="programs_reply_has_texts",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1c171b5e54271a255659b3a3f002e89c48212bea",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_63e16",
                            table="programs_reply",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("label_ko", models.CharField(max_length=200, verbose_name="text (Korean)")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="text (English)"),
                ),
                (
                    "help_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="help (Korean)"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=400, verbose_name="help (English)"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="removed at"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="required_documents",
                        to="programs.call",
                    ),
                ),
                (
                    "is_required",
                    models.BooleanField(
                        default=True,
                        help_text="Otherwise: only if applicable.",
                        verbose_name="always required",
                    ),
                ),
                (
                    "applicant_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("company", "Company"),
                                ("specialist", "Commercialisation specialist"),
                                ("founder", "Prospective founder"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Nothing chosen: from all.",
                        size=None,
                        verbose_name="only from",
                    ),
                ),
                (
                    "max_age_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="issued within (days)"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("application", "with the application"),
                            ("agreement", "before the agreement"),
                        ],
                        default="application",
                        max_length=20,
                        verbose_name="due",
                    ),
                ),
                (
                    "is_reusable",
                    models.BooleanField(
                        default=False,
                        help_text="A certificate that a company keeps once and uses in several applications.",
                        verbose_name="from the company's kept documents",
                    ),
                ),
            ],
            options={
                "verbose_name": "required document",
                "verbose_name_plural": "required documents",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_requireddocument_one_per_key"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="4ad2dbd6295555000d34f03a1e5bac07cb384f12",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_b57ff",
                            table="programs_requireddocument",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerAccountHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.revieweraccount",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e120cfa18071482f0b447a2d9fa0de643273b491",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e1084",
                            table="programs_revieweraccounthistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerSanctionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.reviewersanction",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                (
                    "ground",
                    models.CharField(
                        help_text="Who imposed it, when and why. The reviewer reads this.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="recorded at",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "lifted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="lifted at"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "lifting_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why it was lifted"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="67313404fb9721253f4a15467005a5ffd01da3c1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8a2cf",
                            table="programs_reviewersanctionhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewerTieHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.reviewertie",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employee", "employee or officer"),
                            ("adviser", "adviser or contractor"),
                            ("owner", "shareholder or investor"),
                            ("co_researcher", "worked together in research"),
                            ("kin", "a relative works there"),
                            ("other", "other tie"),
                        ],
                        max_length=20,
                        verbose_name="kind of the tie",
                    ),
                ),
                ("organisation", models.CharField(max_length=120, verbose_name="organisation")),
                ("organisation_key", models.CharField(editable=False, max_length=120)),
                (
                    "business_number",
                    models.CharField(
                        blank=True,
                        help_text="Ten digits without hyphens; conflicts are found by it.",
                        max_length=10,
                        validators=[zones.validators.validate_business_number],
                        verbose_name="business number",
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "until_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty where the tie lasts.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="459abbfbabc9dec3ded667d2360088d4557eed93",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f5d75",
                            table="programs_reviewertiehistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_calls",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_by",
                        to="programs.call",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("never", "no mail"),
                            ("at_once", "at once"),
                            ("daily", "once a day"),
                            ("weekly", "once a week"),
                        ],
                        default="at_once",
                        max_length=20,
                        verbose_name="mail",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "mailed_until",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="mailed until"
                    ),
                ),
            ],
            options={
                "verbose_name": "saved call",
                "verbose_name_plural": "saved calls",
                "ordering": ["-saved_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "call"), name="programs_savedcall_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="programs.call",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the seal")),
                ("ended_at", models.DateTimeField(verbose_name="closed at")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed at")),
                ("count", models.PositiveIntegerField(verbose_name="submissions")),
                (
                    "root",
                    models.CharField(max_length=64, verbose_name="root of the seal (SHA-256)"),
                ),
                ("key_id", models.CharField(max_length=16, verbose_name="key")),
                ("signature", models.CharField(max_length=128, verbose_name="signature (Ed25519)")),
            ],
            options={
                "verbose_name": "seal",
                "verbose_name_plural": "seals",
                "ordering": ["call", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="programs_seal_number"),
                    models.UniqueConstraint(fields=("call", "ended_at"), name="programs_seal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("root__regex", "^[0-9a-f]{64}$"),
                            ("signature__regex", "^[0-9a-f]{128}$"),
                        ),
                        name="programs_seal_has_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key_id__regex", "^[0-9a-f]{16}$")),
                        name="programs_seal_key_has_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sealed_at__gte", models.F("ended_at"))),
                        name="programs_seal_after_the_end",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5c0be5f67d85a44645ecc5a9b799a332a9b5bbb3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_e97a3",
                            table="programs_seal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_sealed_again",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (\n        SELECT FROM programs_sealhistory\n         WHERE call_id = NEW.call_id AND (number = NEW.number OR ended_at = NEW.ended_at)\n    ) THEN\n        RAISE EXCEPTION 'call % was sealed before at this end or with this number', NEW.call_id\n            USING ERRCODE = 'unique_violation', CONSTRAINT = CASE\n                WHEN EXISTS (\n                    SELECT FROM programs_sealhistory\n                     WHERE call_id = NEW.call_id AND ended_at = NEW.ended_at\n                ) THEN 'programs_seal_once' ELSE 'programs_seal_number' END;\n    END IF;\n    RETURN NEW;\n",
                            hash="6919c1aacf31d9088e1a9cd24432e51a5fa3128c",
                            operation="INSERT",
                            pgid="pgtrigger_never_sealed_again_33503",
                            table="programs_seal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_sealhistory" ("call_id", "count", "ended_at", "id", "key_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "root", "sealed_at", "signature") VALUES (NEW."call_id", NEW."count", NEW."ended_at", NEW."id", NEW."key_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."root", NEW."sealed_at", NEW."signature"); RETURN NULL;',
                            hash="1b0fb59af1f7f586f30ee270f970cff709b5561d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8759b",
                            table="programs_seal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_sealhistory" ("call_id", "count", "ended_at", "id", "key_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "root", "sealed_at", "signature") VALUES (NEW."call_id", NEW."count", NEW."ended_at", NEW."id", NEW."key_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."root", NEW."sealed_at", NEW."signature"); RETURN NULL;',
                            hash="d1362244033db8244ea5689e7f1e2780c86cc65b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_62de2",
                            table="programs_seal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_sealhistory" ("call_id", "count", "ended_at", "id", "key_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "root", "sealed_at", "signature") VALUES (OLD."call_id", OLD."count", OLD."ended_at", OLD."id", OLD."key_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."root", OLD."sealed_at", OLD."signature"); RETURN NULL;',
                            hash="b728f0dab505a4b9af16bb907e73df0103c57ad7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6336a",
                            table="programs_seal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WarningReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warning_reasons",
                        to="programs.call",
                    ),
                ),
                ("rule", models.CharField(max_length=40, verbose_name="rule")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="about")),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="given at"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reason for a warning",
                "verbose_name_plural": "reasons for warnings",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="programs_warningreason_has_text",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bb644dc637da200809044f489fbf316f10e7b745",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_993f8",
                            table="programs_warningreason",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="programs.application",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="application_consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="programs.consenttext",
                    ),
                ),
                ("is_given", models.BooleanField(verbose_name="given")),
                (
                    "answered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="answered at"
                    ),
                ),
            ],
            options={
                "verbose_name": "consent in an application",
                "verbose_name_plural": "consents in applications",
                "ordering": ["pk"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f4e4dfd884099aea2c2b8ba42113ff8da86fb941",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_837d6",
                            table="programs_applicationconsent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.application",
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=40, verbose_name="section")),
                (
                    "by_consultant",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="by an outside consultant"
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fa4b83818880676f88a5af3fe94ec1fb38fe9d2d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_800e7",
                            table="programs_applicationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="marks_consultants",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            NEW.by_consultant := EXISTS (\n                SELECT 1 FROM zones_companymember\n                 WHERE company_id = (SELECT company_id FROM programs_application WHERE id = NEW.application_id) AND user_id = NEW.actor_id\n                   AND role = 'consultant'\n            );\n            RETURN NEW;\n        ",
                            hash="009d7e45bca2a78df32406c2c303867eb615dfa7",
                            operation="INSERT",
                            pgid="pgtrigger_marks_consultants_d5b79",
                            table="programs_applicationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.application",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.call",
                        verbose_name="call",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="title of the project"
                    ),
                ),
                (
                    "requested_won",
                    models.BigIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000000000000),
                        ],
                        verbose_name="support asked for (won)",
                    ),
                ),
                (
                    "received_won",
                    models.BigIntegerField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="support asked for when it was received (won)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("discarded", "given up"),
                            ("submitted", "received"),
                            ("withdrawn", "withdrawn"),
                            ("eligible", "passed the eligibility check"),
                            ("ineligible", "failed the eligibility check"),
                            ("under_review", "under review"),
                            ("decided", "decided"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="started at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="saved at"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="received at"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6ea9761d5fef3ba1da12673f4189dd62b9b0e6c7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_18d25",
                            table="programs_applicationhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AppliedAdjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applied_adjustments",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "adjustment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applied",
                        to="programs.adjustment",
                        verbose_name="bonus or penalty",
                    ),
                ),
                ("evidence", models.TextField(max_length=2000, verbose_name="what proves it")),
                (
                    "checked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="checked at"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
                (
                    "revoking_reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it was revoked"
                    ),
                ),
            ],
            options={
                "verbose_name": "applied bonus or penalty",
                "verbose_name_plural": "applied bonuses and penalties",
                "ordering": ["checked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("application", "adjustment"),
                        name="programs_appliedadjustment_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__regex", "\\S")),
                        name="programs_appliedadjustment_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_appliedadjustment_revoked_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoking_reason", "")),
                            models.Q(
                                ("revoked_at__isnull", False), ("revoking_reason__regex", "\\S")
                            ),
                            _connector="OR",
                        ),
                        name="programs_appliedadjustment_revoked_with_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="of_the_applications_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF NOT EXISTS (\n            SELECT FROM programs_adjustment adjustment\n              JOIN programs_application application ON application.call_id = adjustment.call_id\n             WHERE adjustment.id = NEW.adjustment_id AND application.id = NEW.application_id\n               AND adjustment.removed_at IS NULL\n        ) THEN\n            RAISE EXCEPTION 'adjustment % is not one of this call', NEW.adjustment_id\n                USING ERRCODE = 'check_violation',\n                      CONSTRAINT = 'programs_appliedadjustment_of_the_same_call';\n        END IF;\n        RETURN NEW;\n        ",
                            hash="daf66837771585e050353fd01efb7099c41dc4a6",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_applications_call_94912",
                            table="programs_appliedadjustment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="applied_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."adjustment_id" IS DISTINCT FROM (NEW."adjustment_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="47be5d397fdd272a973488e9f02b4b1bcaddefc0",
                            operation="UPDATE",
                            pgid="pgtrigger_applied_never_changes_5e3e3",
                            table="programs_appliedadjustment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="revoked_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."revoked_at" IS NOT NULL)',
                            func='RAISE EXCEPTION \'pgtrigger: Cannot update of "revoked_at", "revoked_by_id", "revoking_reason" rows from % table\', TG_TABLE_NAME;',
                            hash="b8525969d48765db4426ac1ff23f695828a80629",
                            operation='UPDATE OF "revoked_at", "revoked_by_id", "revoking_reason"',
                            pgid="pgtrigger_revoked_never_changes_9efcd",
                            table="programs_appliedadjustment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6f7d62a56286cbff2c69d975be9ef014353ebc4e",
                            operation="DELETE",
                            pgid="pgtrigger_never_deleted_de943",
                            table="programs_appliedadjustment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_appliedadjustmenthistory" ("adjustment_id", "application_id", "checked_at", "checked_by_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoking_reason") VALUES (NEW."adjustment_id", NEW."application_id", NEW."checked_at", NEW."checked_by_id", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoking_reason"); RETURN NULL;',
                            hash="5e8b92e3020d58a488cec0838deac393a4e34e67",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7f930",
                            table="programs_appliedadjustment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_appliedadjustmenthistory" ("adjustment_id", "application_id", "checked_at", "checked_by_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoking_reason") VALUES (NEW."adjustment_id", NEW."application_id", NEW."checked_at", NEW."checked_by_id", NEW."evidence", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoking_reason"); RETURN NULL;',
                            hash="8fb936f1f4151a61f1f4c36102e425dded7cd801",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6c547",
                            table="programs_appliedadjustment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_appliedadjustmenthistory" ("adjustment_id", "application_id", "checked_at", "checked_by_id", "evidence", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "revoked_by_id", "revoking_reason") VALUES (OLD."adjustment_id", OLD."application_id", OLD."checked_at", OLD."checked_by_id", OLD."evidence", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."revoked_by_id", OLD."revoking_reason"); RETURN NULL;',
                            hash="298cae949ae7a51c44b259f58600e3e6fa9b959e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7416c",
                            table="programs_appliedadjustment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="programs.panel",
                        verbose_name="panel",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned"),
                            ("pledged", "no conflict declared"),
                            ("finished", "finished"),
                            ("recused", "recused"),
                            ("released", "released"),
                        ],
                        default="assigned",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="assigned at"
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pledged at"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                ),
                (
                    "recused_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="recused at"),
                ),
                (
                    "recusal_reason",
                    models.TextField(blank=True, verbose_name="reason of the recusal"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("method", "by the portal's method"), ("hand", "by hand")],
                        default="hand",
                        editable=False,
                        max_length=20,
                        verbose_name="chosen",
                    ),
                ),
                (
                    "why",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="why this reviewer"
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the release"
                    ),
                ),
                ("opinion", models.TextField(blank=True, verbose_name="overall opinion")),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["assigned_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "reviewer"), name="programs_assignment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("state", "finished")),
                            models.Q(
                                models.Q(("state", "finished"), _negated=True),
                                ("finished_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_assignment_finished_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recused_at__isnull", False),
                                ("state", "recused"),
                                models.Q(("recusal_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "recused"), _negated=True), ("recused_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="programs_assignment_recusal_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["pledged", "finished"]), _negated=True),
                            ("pledged_at__isnull", False),
                            _connector="OR",
                        ),
                        name="programs_assignment_pledged_before_scoring",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("released_at__isnull", False),
                                ("state", "released"),
                                models.Q(("release_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "released"), _negated=True),
                                ("release_reason", ""),
                                ("released_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_assignment_release_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                            models.Q(
                                ("released_at__isnull", False), ("released_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_assignment_released_pair",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{assigned:pledged,assigned:recused,assigned:released,finished:pledged,pledged:finished,pledged:recused,pledged:released}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ae8d37aaf3098909b20a7eaff978950202ef432e",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_d646a",
                            table="programs_assignment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="finished_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"state\" = 'finished')",
                            declare="DECLARE newest record;",
                            func="\n            IF ROW(OLD.opinion, OLD.finished_at) IS DISTINCT FROM ROW(NEW.opinion, NEW.finished_at)\n               AND NEW.state = 'finished'\n            THEN\n                RAISE EXCEPTION 'the review of assignment % is finished', NEW.id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_assignment_finished_stays';\n            END IF;\n            IF NEW.state = 'pledged' THEN\n                \n    SELECT sheet.id, sheet.number, unlocking.id AS unlock_id\n      FROM programs_scoresheet sheet\n      LEFT JOIN programs_unlock unlocking ON unlocking.sheet_id = sheet.id\n     WHERE sheet.assignment_id = NEW.id ORDER BY sheet.number DESC LIMIT 1 INTO newest\n;\n                IF newest.unlock_id IS NULL THEN\n                    RAISE EXCEPTION 'the sheet of assignment % is locked', NEW.id\n                        USING ERRCODE = 'check_violation',\n                              CONSTRAINT = 'programs_assignment_unlocked_with_reason';\n                END IF;\n            END IF;\n            RETURN NEW;\n        ",
                            hash="9fbc1698c461093ae69037286dfe62276e32dbbc",
                            operation="UPDATE",
                            pgid="pgtrigger_finished_stays_6968d",
                            table="programs_assignment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="not_in_conflict",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.state NOT IN ('assigned', 'pledged', 'finished') THEN RETURN NEW; END IF;\n    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state AND NEW.reviewer_id = OLD.reviewer_id\n       AND NEW.application_id = OLD.application_id THEN\n        RETURN NEW;\n    END IF;\n    IF EXISTS (\n        SELECT 1 FROM programs_conflict\n         WHERE reviewer_id = NEW.reviewer_id AND application_id = NEW.application_id\n           AND state IN ('suspected', 'standing')\n    ) THEN\n        RAISE EXCEPTION 'reviewer % is in conflict with application %',\n                        NEW.reviewer_id, NEW.application_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_not_in_conflict';\n    END IF;\n    IF EXISTS (\n        SELECT 1 FROM programs_reviewersanction\n         WHERE reviewer_id = NEW.reviewer_id AND lifted_at IS NULL\n           AND (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date BETWEEN starts_on AND ends_on\n    ) THEN\n        RAISE EXCEPTION 'reviewer % is under a sanction', NEW.reviewer_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_not_sanctioned';\n    END IF;\n    RETURN NEW;\n",
                            hash="23f0b1014ea20b16ecfd854994389c795368d6d7",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_not_in_conflict_4d4c7",
                            table="programs_assignment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="within_its_panel",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE standing text;",
                            func="\n    SELECT state INTO standing FROM programs_panel WHERE id = NEW.panel_id FOR SHARE;\n    IF standing = 'closed' THEN\n        RAISE EXCEPTION 'panel % is closed', NEW.panel_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_panel_not_closed';\n    END IF;\n    IF NOT EXISTS (\n        SELECT 1 FROM programs_panelmember\n         WHERE panel_id = NEW.panel_id AND reviewer_id = NEW.reviewer_id\n           AND state IN ('invited', 'accepted', 'pledged')\n    ) THEN\n        RAISE EXCEPTION 'reviewer % does not sit in panel %', NEW.reviewer_id, NEW.panel_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_of_a_member';\n    END IF;\n    IF NOT EXISTS (\n        SELECT 1 FROM programs_panelplace\n         WHERE panel_id = NEW.panel_id AND application_id = NEW.application_id\n    ) THEN\n        RAISE EXCEPTION 'application % is not in panel %', NEW.application_id, NEW.panel_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_assignment_of_a_place';\n    END IF;\n    RETURN NEW;\n",
                            hash="d334e606ce6671e3a3778ffc7a5b5ab32710f4b3",
                            operation="INSERT",
                            pgid="pgtrigger_within_its_panel_1821b",
                            table="programs_assignment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="pair_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."panel_id" IS DISTINCT FROM (NEW."panel_id") OR OLD."assigned_at" IS DISTINCT FROM (NEW."assigned_at") OR OLD."assigned_by_id" IS DISTINCT FROM (NEW."assigned_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="c6797458bb1cbc3ecf8f6484b03d92c58aa9b58f",
                            operation="UPDATE",
                            pgid="pgtrigger_pair_never_changes_ad775",
                            table="programs_assignment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_assignmenthistory" ("application_id", "assigned_at", "assigned_by_id", "finished_at", "how", "id", "opinion", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_at", "recusal_reason", "recused_at", "release_reason", "released_at", "released_by_id", "reviewer_id", "state", "why") VALUES (NEW."application_id", NEW."assigned_at", NEW."assigned_by_id", NEW."finished_at", NEW."how", NEW."id", NEW."opinion", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pledged_at", NEW."recusal_reason", NEW."recused_at", NEW."release_reason", NEW."released_at", NEW."released_by_id", NEW."reviewer_id", NEW."state", NEW."why"); RETURN NULL;',
                            hash="c3e3a3c3ecca9b2a23faff06cc1f0ad091288e43",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_974b9",
                            table="programs_assignment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_assignmenthistory" ("application_id", "assigned_at", "assigned_by_id", "finished_at", "how", "id", "opinion", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_at", "recusal_reason", "recused_at", "release_reason", "released_at", "released_by_id", "reviewer_id", "state", "why") VALUES (NEW."application_id", NEW."assigned_at", NEW."assigned_by_id", NEW."finished_at", NEW."how", NEW."id", NEW."opinion", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pledged_at", NEW."recusal_reason", NEW."recused_at", NEW."release_reason", NEW."released_at", NEW."released_by_id", NEW."reviewer_id", NEW."state", NEW."why"); RETURN NULL;',
                            hash="b216a3316e8af1dc2571f4bacfd7ffe4a00cbf07",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_71900",
                            table="programs_assignment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_assignmenthistory" ("application_id", "assigned_at", "assigned_by_id", "finished_at", "how", "id", "opinion", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_at", "recusal_reason", "recused_at", "release_reason", "released_at", "released_by_id", "reviewer_id", "state", "why") VALUES (OLD."application_id", OLD."assigned_at", OLD."assigned_by_id", OLD."finished_at", OLD."how", OLD."id", OLD."opinion", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pledged_at", OLD."recusal_reason", OLD."recused_at", OLD."release_reason", OLD."released_at", OLD."released_by_id", OLD."reviewer_id", OLD."state", OLD."why"); RETURN NULL;',
                            hash="392ba4903b02889d76f2852bb220bdb1bb8453a2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_402cb",
                            table="programs_assignment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="programs.panel",
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "facts_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the facts"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made at"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="applied at"),
                ),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed assignment",
                "verbose_name_plural": "proposed assignments",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at__isnull", True), ("applied_by__isnull", True)),
                            models.Q(("applied_at__isnull", False), ("applied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_assignmentproposal_applied_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("facts_sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_assignmentproposal_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="content_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."panel_id" IS DISTINCT FROM (NEW."panel_id") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."facts_sha256" IS DISTINCT FROM (NEW."facts_sha256") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="caf0fe986b0263321f01056dae248fec91790c18",
                            operation="UPDATE",
                            pgid="pgtrigger_content_never_changes_e99cc",
                            table="programs_assignmentproposal",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceWaiverHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.attendancewaiver",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.call",
                        verbose_name="call",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="given at"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="704565c42239b0559dd949fe1ec1422781aa2a5a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8e984",
                            table="programs_attendancewaiverhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingOrganisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisations",
                        to="programs.briefing",
                        verbose_name="briefing",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "host"),
                            ("organiser", "organiser"),
                            ("participant", "participating organisation"),
                        ],
                        default="host",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("name_ko", models.CharField(max_length=120, verbose_name="name (Korean)")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name (English)"),
                ),
            ],
            options={
                "verbose_name": "organisation at a briefing",
                "verbose_name_plural": "organisations at a briefing",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("briefing", "role", "name_ko"),
                        name="programs_briefingorganisation_once_in_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_ko", ""), _negated=True),
                        name="programs_briefingorganisation_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="programs.briefing",
                        verbose_name="briefing",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "is_nested",
                    models.BooleanField(
                        default=False,
                        help_text="Such as the keynote and the panel of a forum.",
                        verbose_name="belongs to the part above",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("presentation", "presentation"),
                            ("case", "case study"),
                            ("keynote", "keynote"),
                            ("panel", "panel discussion"),
                            ("forum", "forum"),
                            ("luncheon", "luncheon"),
                            ("visit", "site visit"),
                            ("consultation", "consultation"),
                            ("break", "break"),
                            ("other", "other item"),
                        ],
                        default="presentation",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title_ko",
                    models.CharField(blank=True, max_length=200, verbose_name="title (Korean)"),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=240, verbose_name="title (English)"),
                ),
                (
                    "purpose_ko",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what it is about (Korean)"
                    ),
                ),
                (
                    "purpose_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what it is about (English)"
                    ),
                ),
                (
                    "place_ko",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="place, if another (Korean)"
                    ),
                ),
                (
                    "place_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place, if another (English)"
                    ),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
            ],
            options={
                "verbose_name": "part of a programme",
                "verbose_name_plural": "parts of a programme",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("briefing", "position"),
                        name="programs_briefingpart_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__gt", 1),
                            models.Q(("is_nested", False), ("position", 1)),
                            _connector="OR",
                        ),
                        name="programs_briefingpart_first_is_not_nested",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_ko", ""), _negated=True),
                            ("kind__in", ("keynote", "panel", "luncheon", "consultation", "break")),
                            _connector="OR",
                        ),
                        name="programs_briefingpart_says_something",
                        violation_error_message="Give a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")), ("starts_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_briefingpart_ends_after_start",
                        violation_error_message="A part ends after it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_versions",
                        to="programs.call",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("content", models.JSONField(verbose_name="content")),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                (
                    "amendment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version",
                        to="programs.amendment",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a call",
                "verbose_name_plural": "versions of calls",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="programs_callversion_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amendment", None), ("number", 0)),
                            models.Q(("amendment__isnull", False), ("number__gt", 0)),
                            _connector="OR",
                        ),
                        name="programs_callversion_follows_amendment",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="27bccbad14c122fb3d008174f4f4e2ff02a24440",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_7d025",
                            table="programs_callversion",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                ("person", models.CharField(max_length=80, verbose_name="name of the person")),
                (
                    "organisation",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="organisation of the person"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                (
                    "filed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="filed at"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="programs.reviewer",
                        verbose_name="reviewer meant",
                    ),
                ),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="upheld")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "challenge of a reviewer",
                "verbose_name_plural": "challenges of reviewers",
                "ordering": ["filed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("application", "person", "organisation"),
                        name="programs_challenge_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="programs_challenge_has_texts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_challenge_decided_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("decided_at", None),
                                ("is_upheld", None),
                                ("reviewer", None),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("is_upheld__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_challenge_decided_with_answer",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="filed_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."person" IS DISTINCT FROM (NEW."person") OR OLD."organisation" IS DISTINCT FROM (NEW."organisation") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="3f9185c2721962ab6e3ddd241304ef734a88278f",
                            operation="UPDATE",
                            pgid="pgtrigger_filed_never_changes_3a653",
                            table="programs_challenge",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="decided_once",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."decided_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="22f7c50e0a5f409d363249a4a2b6e7183c991a00",
                            operation="UPDATE",
                            pgid="pgtrigger_decided_once_6c36c",
                            table="programs_challenge",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="9ae1bdfe88734d3234970e1fb3879f440338ca68",
                            operation="DELETE",
                            pgid="pgtrigger_never_deleted_77a60",
                            table="programs_challenge",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_challengehistory" ("answer", "application_id", "decided_at", "decided_by_id", "filed_at", "filed_by_id", "id", "is_upheld", "organisation", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewer_id") VALUES (NEW."answer", NEW."application_id", NEW."decided_at", NEW."decided_by_id", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."is_upheld", NEW."organisation", NEW."person", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reviewer_id"); RETURN NULL;',
                            hash="1147c50ef6c909bcd281771547825f827b526dc8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0d307",
                            table="programs_challenge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_challengehistory" ("answer", "application_id", "decided_at", "decided_by_id", "filed_at", "filed_by_id", "id", "is_upheld", "organisation", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewer_id") VALUES (NEW."answer", NEW."application_id", NEW."decided_at", NEW."decided_by_id", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."is_upheld", NEW."organisation", NEW."person", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reviewer_id"); RETURN NULL;',
                            hash="8fb2a89ac490077bc079b3f78b6eac18e3ec7f50",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_55b50",
                            table="programs_challenge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_challengehistory" ("answer", "application_id", "decided_at", "decided_by_id", "filed_at", "filed_by_id", "id", "is_upheld", "organisation", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewer_id") VALUES (OLD."answer", OLD."application_id", OLD."decided_at", OLD."decided_by_id", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."is_upheld", OLD."organisation", OLD."person", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reviewer_id"); RETURN NULL;',
                            hash="ca735ba956bc7d2a47fd7f2caa0db4d5720ff253",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f5428",
                            table="programs_challenge",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="programs.amendment",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="programs.application",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                ("is_revised", models.BooleanField(default=False, verbose_name="submitted anew")),
            ],
            options={
                "verbose_name": "confirmation",
                "verbose_name_plural": "confirmations",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("amendment", "application"), name="programs_confirmation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_confirmation_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_revised", False), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="programs_confirmation_revised_is_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("participant", "takes part in the application"),
                            ("kin", "a relative takes part in it"),
                            ("mutual", "has an application of their own in the round"),
                            ("department", "same organisation or department"),
                            ("official", "official of the ministry or of the agency"),
                            ("mail_domain", "same mail domain"),
                            ("co_participation", "took part in an earlier project together"),
                            ("tie", "worked for the organisation within three years"),
                            ("challenge", "challenged by the applicant"),
                            ("other", "other ground"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("found", "found from facts"),
                            ("declared", "declared by the reviewer"),
                            ("challenge", "challenged by the applicant"),
                            ("staff", "recorded by staff"),
                        ],
                        max_length=20,
                        verbose_name="how it became known",
                    ),
                ),
                ("fact", models.CharField(blank=True, max_length=300, verbose_name="fact")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suspected", "suspected"),
                            ("standing", "standing"),
                            ("dismissed", "suspicion dismissed"),
                            ("waived", "waived"),
                            ("over", "fact gone"),
                        ],
                        default="standing",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="found at"
                    ),
                ),
                (
                    "waiver_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="waiver asked for at"),
                ),
                (
                    "waiver_asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="waiver asked for by",
                    ),
                ),
                (
                    "waiver_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is asked for"
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled at"),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                (
                    "settling_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was settled so"
                    ),
                ),
            ],
            options={
                "verbose_name": "conflict of interest",
                "verbose_name_plural": "conflicts of interest",
                "ordering": ["-found_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("suspected", "standing"))),
                        fields=["reviewer", "application"],
                        name="programs_conflict_barring",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reviewer", "application", "ground"), name="programs_conflict_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("waiver_asked_at__isnull", True), ("waiver_asked_by__isnull", True)
                            ),
                            models.Q(
                                ("waiver_asked_at__isnull", False),
                                ("waiver_asked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programs_conflict_asked_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_conflict_settled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waiver_asked_at", None), ("waiver_reason", "")),
                            models.Q(
                                ("waiver_asked_at__isnull", False),
                                models.Q(("waiver_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_conflict_asked_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at", None),
                                ("settling_reason", ""),
                                models.Q(("state__in", ("dismissed", "waived")), _negated=True),
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                models.Q(("settling_reason", ""), _negated=True),
                                models.Q(("state", "suspected"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_conflict_settled_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waived"), _negated=True),
                            models.Q(
                                ("waiver_asked_by__isnull", False),
                                models.Q(("ground", "participant"), _negated=True),
                                models.Q(
                                    ("settled_by", models.F("waiver_asked_by")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="programs_conflict_waived_by_a_second_person",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{dismissed:over,dismissed:standing,dismissed:suspected,over:standing,over:suspected,standing:over,standing:suspected,standing:waived,suspected:dismissed,suspected:over,suspected:standing,suspected:waived,waived:over,waived:standing,waived:suspected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="206ca00018894226f83c91e08f98447d28f6fa15",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_8b726",
                            table="programs_conflict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="about_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="0bc41a873ce0ea842ad5e52e7d3456da526e57ea",
                            operation="UPDATE",
                            pgid="pgtrigger_about_never_changes_a3bc6",
                            table="programs_conflict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3f03c2f14b95e6cfb041df78a1b3eef1c7911422",
                            operation="DELETE",
                            pgid="pgtrigger_never_deleted_ade97",
                            table="programs_conflict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="not_by_themselves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (\n        SELECT 1 FROM programs_reviewer\n         WHERE id = NEW.reviewer_id AND user_id IN (NEW.settled_by_id, NEW.waiver_asked_by_id)\n    ) THEN\n        RAISE EXCEPTION 'reviewer % settles their own conflict', NEW.reviewer_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_conflict_not_by_themselves';\n    END IF;\n    RETURN NEW;\n",
                            hash="fd8b8181d1b222593ebe160b5e8e44ce46c980d9",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_not_by_themselves_45341",
                            table="programs_conflict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_conflicthistory" ("application_id", "fact", "found_at", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "settled_by_id", "settling_reason", "source", "state", "waiver_asked_at", "waiver_asked_by_id", "waiver_reason") VALUES (NEW."application_id", NEW."fact", NEW."found_at", NEW."ground", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."settled_at", NEW."settled_by_id", NEW."settling_reason", NEW."source", NEW."state", NEW."waiver_asked_at", NEW."waiver_asked_by_id", NEW."waiver_reason"); RETURN NULL;',
                            hash="abfc8c3b97f9d925f5dae14f0285059c1402476e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a8573",
                            table="programs_conflict",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_conflicthistory" ("application_id", "fact", "found_at", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "settled_by_id", "settling_reason", "source", "state", "waiver_asked_at", "waiver_asked_by_id", "waiver_reason") VALUES (NEW."application_id", NEW."fact", NEW."found_at", NEW."ground", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."settled_at", NEW."settled_by_id", NEW."settling_reason", NEW."source", NEW."state", NEW."waiver_asked_at", NEW."waiver_asked_by_id", NEW."waiver_reason"); RETURN NULL;',
                            hash="8d8b0944c17f5cdd328e356fc0fed6e5a7a09f81",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1992d",
                            table="programs_conflict",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_conflicthistory" ("application_id", "fact", "found_at", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "settled_by_id", "settling_reason", "source", "state", "waiver_asked_at", "waiver_asked_by_id", "waiver_reason") VALUES (OLD."application_id", OLD."fact", OLD."found_at", OLD."ground", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewer_id", OLD."settled_at", OLD."settled_by_id", OLD."settling_reason", OLD."source", OLD."state", OLD."waiver_asked_at", OLD."waiver_asked_by_id", OLD."waiver_reason"); RETURN NULL;',
                            hash="88c37b99177e1224d677c215198b53c4418f61d1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_256aa",
                            table="programs_conflict",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="programs.panel",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the draw")),
                ("seed", models.CharField(max_length=120, verbose_name="seed")),
                ("receipts", models.JSONField(verbose_name="receipt numbers in the order drawn")),
                (
                    "sha256",
                    models.CharField(
                        max_length=64, verbose_name="SHA-256 of the order, one number a line"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "drawn_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="drawn at"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "draw",
                "verbose_name_plural": "draws",
                "ordering": ["panel", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "number"), name="programs_draw_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="programs_draw_again_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_draw_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="67ed4967efb2586bad3110eb3ef629e7e05a801c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_d5853",
                            table="programs_draw",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handling",
                        to="programs.application",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                ("since", models.DateTimeField(blank=True, null=True, verbose_name="since")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="note among colleagues"
                    ),
                ),
            ],
            options={
                "verbose_name": "handling",
                "verbose_name_plural": "handlings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handler__isnull", True), ("since__isnull", True)),
                            models.Q(("handler__isnull", False), ("since__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_handling_since_with_handler",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_handlinghistory" ("application_id", "handler_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."application_id", NEW."handler_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since"); RETURN NULL;',
                            hash="d70741dd28ec45809745f40c009da3aaf1d4d4bb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0bf5c",
                            table="programs_handling",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_handlinghistory" ("application_id", "handler_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."application_id", NEW."handler_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since"); RETURN NULL;',
                            hash="4ca03aa521649c6067456c33e9f036e9e976fea5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fb5ef",
                            table="programs_handling",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_handlinghistory" ("application_id", "handler_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (OLD."application_id", OLD."handler_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since"); RETURN NULL;',
                            hash="b816c0b69e596b25a3ab539c056afae368a6dd07",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8dcde",
                            table="programs_handling",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="programs.call",
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="question")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="programs.reply",
                        verbose_name="answer",
                    ),
                ),
                (
                    "set_aside_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="set aside at"),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set aside by",
                    ),
                ),
                (
                    "set_aside_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it is not answered here"
                    ),
                ),
            ],
            options={
                "verbose_name": "question about a call",
                "verbose_name_plural": "questions about calls",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="programs_inquiry_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("set_aside_at__isnull", True), ("set_aside_by__isnull", True)
                            ),
                            models.Q(
                                ("set_aside_at__isnull", False), ("set_aside_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_inquiry_set_aside_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_aside_at", None), ("set_aside_reason", "")),
                            models.Q(
                                ("reply", None),
                                ("set_aside_at__isnull", False),
                                models.Q(("set_aside_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_inquiry_set_aside_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="programs.briefing",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "label_ko",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what it is (Korean)"
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it is (English)"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.material.material_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
            ],
            options={
                "verbose_name": "session material",
                "verbose_name_plural": "session materials",
                "ordering": ["position", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="material_to_scan",
                    ),
                    models.Index(fields=["file"], name="material_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_material_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_material_found_has_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_material_digest_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="28a08a8e55cec32d43e683d0ff74d283bc8c52ea",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_2b5c0",
                            table="programs_material",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="bytes_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."briefing_id" IS DISTINCT FROM (NEW."briefing_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="d1de52c30dfd0af170436aff717fb3e212c2a6f8",
                            operation="UPDATE",
                            pgid="pgtrigger_bytes_never_change_96436",
                            table="programs_material",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="programs.application",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("what", models.CharField(blank=True, max_length=300, verbose_name="what is done")),
                (
                    "first_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="first month",
                    ),
                ),
                (
                    "last_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="last month",
                    ),
                ),
                (
                    "proof",
                    models.CharField(blank=True, max_length=300, verbose_name="what proves it"),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "position"),
                        name="programs_milestone_one_per_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_month", None),
                                ("first_month__range", (1, 120)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("last_month", None),
                                ("last_month__range", (1, 120)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("first_month", None),
                                ("last_month", None),
                                ("first_month__lte", models.F("last_month")),
                                _connector="OR",
                            ),
                        ),
                        name="programs_milestone_months_in_order",
                        violation_error_message="The last month lies before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a40e91d7648b1698d2013c69581c2d5a9a88ebb9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_0a8ea",
                            table="programs_panelevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.panel",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.call",
                        verbose_name="call",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("forming", "being formed"),
                            ("reviewing", "reviewing"),
                            ("closed", "closed"),
                        ],
                        default="forming",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "per_application",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="reviewers per application",
                    ),
                ),
                (
                    "most_per_reviewer",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty where there is no bound; the load is even in any case.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="most applications per reviewer",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="finished reviews that an application needs",
                    ),
                ),
                (
                    "is_blind",
                    models.BooleanField(
                        default=False,
                        help_text="Reviewers see a number instead of the company's name; documents stay as they are.",
                        verbose_name="blind",
                    ),
                ),
                (
                    "opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviews from"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reviews until"),
                ),
                (
                    "meets_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the meeting"),
                ),
                (
                    "meets_at",
                    models.TimeField(blank=True, null=True, verbose_name="time of the meeting"),
                ),
                (
                    "meets_where",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place of the meeting"
                    ),
                ),
                (
                    "award_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="awards at the most"
                    ),
                ),
                (
                    "budget_won",
                    models.BigIntegerField(blank=True, null=True, verbose_name="budget (won)"),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4a28d889406c2c4d59c6f0547ecddca8e412a72e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c7225",
                            table="programs_panelhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="programs.panel",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "chair"), ("member", "member")],
                        default="member",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("accepted", "accepted"),
                            ("pledged", "pledged"),
                            ("declined", "declined"),
                            ("released", "released"),
                        ],
                        default="invited",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("employer", models.CharField(blank=True, max_length=120, verbose_name="employer")),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="invited at"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "pledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pledged at"),
                ),
                (
                    "pledge_version",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="version of the pledge"
                    ),
                ),
                (
                    "declined_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="declined at"),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the release"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a panel",
                "verbose_name_plural": "members of panels",
                "ordering": ["role", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "reviewer"), name="programs_panelmember_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("role", "chair"), ("state__in", ("invited", "accepted", "pledged"))
                        ),
                        fields=("panel",),
                        name="programs_panelmember_one_chair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("pledged_at__isnull", False),
                                ("state", "pledged"),
                                models.Q(("pledge_version", ""), _negated=True),
                            ),
                            models.Q(("state", "pledged"), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_panelmember_pledge_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_at__isnull", False), ("state", "declined")),
                            models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                ("declined_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_panelmember_declined_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("released_at__isnull", False),
                                ("state", "released"),
                                models.Q(("release_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "released"), _negated=True),
                                ("release_reason", ""),
                                ("released_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_panelmember_release_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                            models.Q(
                                ("released_at__isnull", False), ("released_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_panelmember_released_pair",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:declined,accepted:pledged,accepted:released,declined:invited,invited:accepted,invited:declined,invited:released,pledged:released,released:invited}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="47811f000cc1abd6998b3c3e4ee5c6a90c56852a",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_90eaf",
                            table="programs_panelmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="pair_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."panel_id" IS DISTINCT FROM (NEW."panel_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="2e938524ad11b697a29642101ae4a8c909289283",
                            operation="UPDATE",
                            pgid="pgtrigger_pair_never_changes_d0c3d",
                            table="programs_panelmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="not_sanctioned_in_the_window",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE panel programs_panel%ROWTYPE;",
                            func="\n    IF NEW.state NOT IN ('invited', 'accepted', 'pledged') THEN RETURN NEW; END IF;\n    SELECT * INTO panel FROM programs_panel WHERE id = NEW.panel_id;\n    IF EXISTS (\n        SELECT 1 FROM programs_reviewersanction\n         WHERE reviewer_id = NEW.reviewer_id AND lifted_at IS NULL\n           AND starts_on <= (COALESCE(panel.closes_at, clock_timestamp()) AT TIME ZONE 'Asia/Seoul')::date\n           AND ends_on >= (COALESCE(panel.opens_at, clock_timestamp()) AT TIME ZONE 'Asia/Seoul')::date\n    ) THEN\n        RAISE EXCEPTION 'reviewer % is under a sanction while panel % reviews',\n                        NEW.reviewer_id, NEW.panel_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panelmember_not_sanctioned';\n    END IF;\n    RETURN NEW;\n",
                            hash="df48f76f89f00bc981cbf8e6e1ea5f1787abecc6",
                            operation='INSERT OR UPDATE OF "state"',
                            pgid="pgtrigger_not_sanctioned_in_the_window_8826b",
                            table="programs_panelmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_panelmemberhistory" ("accepted_at", "declined_at", "employer", "id", "invited_at", "invited_by_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_version", "pledged_at", "release_reason", "released_at", "released_by_id", "reviewer_id", "role", "state") VALUES (NEW."accepted_at", NEW."declined_at", NEW."employer", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pledge_version", NEW."pledged_at", NEW."release_reason", NEW."released_at", NEW."released_by_id", NEW."reviewer_id", NEW."role", NEW."state"); RETURN NULL;',
                            hash="7f06cfef7626dfa2bc7f36a96062be74924e773b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e794e",
                            table="programs_panelmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_panelmemberhistory" ("accepted_at", "declined_at", "employer", "id", "invited_at", "invited_by_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_version", "pledged_at", "release_reason", "released_at", "released_by_id", "reviewer_id", "role", "state") VALUES (NEW."accepted_at", NEW."declined_at", NEW."employer", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pledge_version", NEW."pledged_at", NEW."release_reason", NEW."released_at", NEW."released_by_id", NEW."reviewer_id", NEW."role", NEW."state"); RETURN NULL;',
                            hash="17411c91335855a6b7fb8c3f8908c5c3107786a0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_40a92",
                            table="programs_panelmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_panelmemberhistory" ("accepted_at", "declined_at", "employer", "id", "invited_at", "invited_by_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_version", "pledged_at", "release_reason", "released_at", "released_by_id", "reviewer_id", "role", "state") VALUES (OLD."accepted_at", OLD."declined_at", OLD."employer", OLD."id", OLD."invited_at", OLD."invited_by_id", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pledge_version", OLD."pledged_at", OLD."release_reason", OLD."released_at", OLD."released_by_id", OLD."reviewer_id", OLD."role", OLD."state"); RETURN NULL;',
                            hash="cb76cfc18666e89b4935453d9fcc86355ae50e7c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e6ffd",
                            table="programs_panelmember",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="programs.panel",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panel_place",
                        to="programs.application",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place in the order"
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="added at"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "application in a panel",
                "verbose_name_plural": "applications in panels",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "position"), name="programs_panelplace_one_per_position"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="of_the_same_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NOT EXISTS (\n        SELECT 1 FROM programs_application application\n          JOIN programs_panel panel ON panel.call_id = application.call_id\n         WHERE application.id = NEW.application_id AND panel.id = NEW.panel_id\n           AND application.state IN ('eligible', 'under_review')\n    ) THEN\n        RAISE EXCEPTION 'application % is not one that panel % may judge',\n                        NEW.application_id, NEW.panel_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panelplace_of_the_same_call';\n    END IF;\n    RETURN NEW;\n",
                            hash="2d57f6efb27428fc57e8b8534a9bda8d9ab12418",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_same_call_44c1f",
                            table="programs_panelplace",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="leaves_only_unread",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (\n        SELECT 1 FROM programs_assignment\n         WHERE panel_id = OLD.panel_id AND application_id = OLD.application_id\n           AND (state IN ('assigned', 'pledged', 'finished') OR finished_at IS NOT NULL)\n    ) THEN\n        RAISE EXCEPTION 'application % is being judged in panel %', OLD.application_id, OLD.panel_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_panelplace_leaves_unread';\n    END IF;\n    RETURN OLD;\n",
                            hash="bd6540de03751349a9413658f8dfe813e3415c70",
                            operation="DELETE",
                            pgid="pgtrigger_leaves_only_unread_89402",
                            table="programs_panelplace",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="pair_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."panel_id" IS DISTINCT FROM (NEW."panel_id") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="f831ad4c03c13fbd44ef3953a016a1dda79a75e0",
                            operation="UPDATE",
                            pgid="pgtrigger_pair_never_changes_3483d",
                            table="programs_panelplace",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_panelplacehistory" ("added_at", "added_by_id", "application_id", "id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."added_at", NEW."added_by_id", NEW."application_id", NEW."id", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="fbf5eda1d0c79e2c7ea43f4dda032c0519e3e8ad",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6bb79",
                            table="programs_panelplace",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_panelplacehistory" ("added_at", "added_by_id", "application_id", "id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."added_at", NEW."added_by_id", NEW."application_id", NEW."id", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="39eee21299c8bba7a50124f111f8b0990ace675f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_127b0",
                            table="programs_panelplace",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_panelplacehistory" ("added_at", "added_by_id", "application_id", "id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."added_at", OLD."added_by_id", OLD."application_id", OLD."id", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                            hash="4fd5d7eb2d2f59123c8a41bcd6c6991d728206f7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b53e3",
                            table="programs_panelplace",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="programs.application",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead organisation"),
                            ("joint", "joint organisation"),
                            ("commissioned", "commissioned organisation"),
                        ],
                        max_length=20,
                        verbose_name="role in the project",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="name of the organisation"
                    ),
                ),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("small", "small or medium-sized"),
                            ("middle", "middle-standing"),
                            ("large", "large"),
                            ("public", "public corporation"),
                            ("non_profit", "non-profit"),
                        ],
                        max_length=20,
                        verbose_name="size of the organisation",
                    ),
                ),
                (
                    "business_number",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[zones.validators.validate_business_number],
                        verbose_name="business number",
                    ),
                ),
                (
                    "responsible_name",
                    models.CharField(blank=True, max_length=80, verbose_name="responsible person"),
                ),
                (
                    "responsible_department",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        verbose_name="department of the responsible person",
                    ),
                ),
                (
                    "responsible_position",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        verbose_name="job title of the responsible person",
                    ),
                ),
                (
                    "task",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="task in the project"
                    ),
                ),
            ],
            options={
                "verbose_name": "participating organisation",
                "verbose_name_plural": "participating organisations",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "key"), name="programs_participant_one_per_key"
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("application", "position"),
                        name="programs_participant_one_per_position",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")),
                        fields=("application",),
                        name="programs_participant_one_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("position", 1),
                                ("role", "lead"),
                                ("business_number", ""),
                                ("name", ""),
                                ("size", ""),
                            ),
                            models.Q(
                                models.Q(("role", "lead"), _negated=True), ("position__gt", 1)
                            ),
                            _connector="OR",
                        ),
                        name="programs_participant_lead_is_the_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("business_number__regex", "^([0-9]{10})?$")),
                        name="programs_participant_number_has_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                ("label_ko", models.CharField(max_length=200, verbose_name="text (Korean)")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, verbose_name="text (English)"),
                ),
                (
                    "help_ko",
                    models.CharField(blank=True, max_length=300, verbose_name="help (Korean)"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=400, verbose_name="help (English)"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="removed at"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="programs.call",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="programs.questionsection",
                        verbose_name="section of the form",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short", "short text"),
                            ("long", "long text"),
                            ("number", "number"),
                            ("money", "amount in won"),
                            ("date", "date"),
                            ("choice", "one of several"),
                            ("choices", "several of several"),
                            ("consent", "consent"),
                            ("table", "table"),
                            ("file", "file"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "max_length",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20000)],
                        verbose_name="at most letters",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="unit")),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="options",
                    ),
                ),
                (
                    "options_en",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="options (English)",
                    ),
                ),
                (
                    "columns",
                    models.JSONField(blank=True, default=list, verbose_name="columns of the table"),
                ),
                (
                    "row_limit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="at most rows",
                    ),
                ),
                (
                    "condition_question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dependent_questions",
                        to="programs.question",
                        verbose_name="only if this question",
                    ),
                ),
                (
                    "condition_values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="is answered with",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["choice", "choices"]), _negated=True),
                            ("options__len__gte", 2),
                            _connector="OR",
                        ),
                        name="programs_question_choice_has_options",
                        violation_error_message="A choice needs at least two options, one per line.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("options_en", []),
                            ("options_en__len", programs.models.form.Length(models.F("options"))),
                            _connector="OR",
                        ),
                        name="programs_question_options_in_both_languages",
                        violation_error_message="Give as many English options as Korean ones, or none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "table"), _negated=True),
                            models.Q(("columns", []), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_question_table_has_columns",
                        violation_error_message="A table needs at least one column.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("condition_question", None), ("condition_values", [])),
                            models.Q(
                                ("condition_question__isnull", False),
                                models.Q(("condition_values", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_question_condition_has_values",
                        violation_error_message="Say which answers of the earlier question count.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("condition_question", None),
                            models.Q(("condition_question", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_question_does_not_depend_on_itself",
                    ),
                    models.UniqueConstraint(
                        fields=("call", "key"), name="programs_question_one_per_key"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="frozen_with_call",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE frozen record;",
                            func="\n            FOR frozen IN\n                SELECT id, code, state FROM programs_call\n                 WHERE id IN (OLD.call_id, NEW.call_id) ORDER BY id FOR SHARE\n            LOOP\n                IF frozen.state <> 'draft' AND NOT EXISTS (\n    SELECT 1 FROM programs_amendment\n     WHERE call_id = frozen.id AND published_at >= transaction_timestamp()\n) THEN\n                    RAISE EXCEPTION 'call % is % and can no longer be changed', frozen.code, frozen.state\n                        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';\n                END IF;\n            END LOOP;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ",
                            hash="a92676c0d738357def2f5562a52457bcec8021e9",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_frozen_with_call_326bb",
                            table="programs_question",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="programs.panel",
                        verbose_name="panel",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.TextField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "root",
                    models.CharField(max_length=64, verbose_name="root of the lines (SHA-256)"),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="reason of the new version"
                    ),
                ),
                (
                    "unequal_reason",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="why the numbers of reviewers differ",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                ("key_id", models.CharField(max_length=16, verbose_name="key")),
                ("signature", models.CharField(max_length=128, verbose_name="signature (Ed25519)")),
            ],
            options={
                "verbose_name": "ranking",
                "verbose_name_plural": "rankings",
                "ordering": ["panel", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "number"), name="programs_ranking_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sha256",
                                models.Func(
                                    models.Func(
                                        models.Func(
                                            models.F("content"),
                                            models.Value("UTF8"),
                                            function="convert_to",
                                            output_field=models.BinaryField(),
                                        ),
                                        function="sha256",
                                        output_field=models.BinaryField(),
                                    ),
                                    models.Value("hex"),
                                    function="encode",
                                    output_field=models.TextField(),
                                ),
                            )
                        ),
                        name="programs_ranking_digest_is_true",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("root__regex", "^[0-9a-f]{64}$"),
                            ("key_id__regex", "^[0-9a-f]{16}$"),
                            ("signature__regex", "^[0-9a-f]{128}$"),
                        ),
                        name="programs_ranking_has_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("reason", "")),
                            models.Q(("number__gt", 1), ("reason__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="programs_ranking_new_version_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e0d21af1c6166684207f2cecc64fbebee64a2861",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_fb54c",
                            table="programs_ranking",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="signed_in_turn",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE former integer;",
                            func="\n        PERFORM FROM programs_panel WHERE id = NEW.panel_id FOR NO KEY UPDATE;\n        SELECT coalesce(max(number), 0) INTO former\n          FROM programs_ranking WHERE panel_id = NEW.panel_id;\n        IF NEW.number <> former + 1 THEN\n            RAISE EXCEPTION 'version % does not follow %', NEW.number, former\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_ranking_in_turn';\n        END IF;\n        RETURN NEW;\n        ",
                            hash="eea18f30debeb05e86c7106a4aa6e80b621a1fff",
                            operation="INSERT",
                            pgid="pgtrigger_signed_in_turn_a242f",
                            table="programs_ranking",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="sheets_are_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF EXISTS (\n            SELECT FROM programs_assignment\n             WHERE panel_id = NEW.panel_id AND state IN ('assigned', 'pledged')\n        ) THEN\n            RAISE EXCEPTION 'reviews of panel % are in work', NEW.panel_id\n                USING ERRCODE = 'check_violation',\n                      CONSTRAINT = 'programs_ranking_of_finished_reviews';\n        END IF;\n        RETURN NEW;\n        ",
                            hash="a708e5665244b7d5644c7920bfb5662964158cc9",
                            operation="INSERT",
                            pgid="pgtrigger_sheets_are_frozen_e5550",
                            table="programs_ranking",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recording",
                        to="programs.briefing",
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="address of the recording")),
                (
                    "linked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="linked at"
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "recording",
                "verbose_name_plural": "recordings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("url__startswith", "https://")),
                        name="programs_recording_is_https",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="programs.briefing",
                        verbose_name="briefing",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registered by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "attendee_name",
                    models.CharField(max_length=80, verbose_name="name of the guest"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=160, verbose_name="organisation"),
                ),
                ("organisation_key", models.CharField(blank=True, editable=False, max_length=160)),
                (
                    "language",
                    models.CharField(default="ko", max_length=5, verbose_name="language of mails"),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("hall", "in the hall"), ("online", "online")],
                        default="hall",
                        max_length=10,
                        verbose_name="takes part",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seated", "seat confirmed"),
                            ("waiting", "on the waiting list"),
                            ("offered", "seat offered"),
                            ("lapsed", "offer lapsed"),
                            ("cancelled", "cancelled"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer_by",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="answer by"
                    ),
                ),
                (
                    "place",
                    models.PositiveIntegerField(editable=False, verbose_name="place in line"),
                ),
                (
                    "code",
                    models.CharField(
                        default=programs.models.registration.ticket_code,
                        max_length=10,
                        unique=True,
                        verbose_name="ticket number",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "is_walk_in",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="came without registration"
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="registered at"
                    ),
                ),
                (
                    "forgotten_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="forgotten at"
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ["briefing", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("cancelled", "lapsed")), _negated=True),
                        fields=("briefing", "user"),
                        name="programs_registration_one_per_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("cancelled", "lapsed")), _negated=True),
                            models.Q(("email", ""), _negated=True),
                        ),
                        fields=("briefing", "email"),
                        name="programs_registration_one_per_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="programs_registration_address_is_small",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_by__isnull", False), ("state", "offered")),
                            models.Q(
                                models.Q(("state", "offered"), _negated=True), ("answer_by", None)
                            ),
                            _connector="OR",
                        ),
                        name="programs_registration_offer_has_its_time",
                    ),
                    models.UniqueConstraint(
                        fields=("briefing", "place"), name="programs_registration_one_per_place"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{offered:cancelled,offered:lapsed,offered:seated,seated:cancelled,waiting:cancelled,waiting:offered,waiting:seated}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="054b615ebb24aed70231fbe37a5dae22d2b88680",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_8f7cf",
                            table="programs_registration",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="seats_counted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE hall integer := 0; online integer := 0;",
                            func="\n            IF TG_OP <> 'INSERT' THEN\n                hall := hall - (CASE WHEN OLD.state IN ('seated', 'offered') AND OLD.mode = 'hall' AND NOT OLD.is_walk_in THEN 1 ELSE 0 END);\n                online := online - (CASE WHEN OLD.state IN ('seated', 'offered') AND OLD.mode = 'online' AND NOT OLD.is_walk_in THEN 1 ELSE 0 END);\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                hall := hall + (CASE WHEN NEW.state IN ('seated', 'offered') AND NEW.mode = 'hall' AND NOT NEW.is_walk_in THEN 1 ELSE 0 END);\n                online := online + (CASE WHEN NEW.state IN ('seated', 'offered') AND NEW.mode = 'online' AND NOT NEW.is_walk_in THEN 1 ELSE 0 END);\n            END IF;\n            IF hall <> 0 OR online <> 0 THEN\n                UPDATE programs_briefing\n                   SET seats_taken = seats_taken + hall, online_taken = online_taken + online\n                 WHERE id = COALESCE(NEW.briefing_id, OLD.briefing_id);\n            END IF;\n            RETURN NULL;\n        ",
                            hash="f5c73064124d34e1e5587b1056d43ff22466dd21",
                            operation='INSERT OR UPDATE OF "state", "mode", "is_walk_in" OR DELETE',
                            pgid="pgtrigger_seats_counted_b31b0",
                            table="programs_registration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_registrationhistory" ("answer_by", "briefing_id", "company_id", "forgotten_at", "id", "is_walk_in", "language", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registered_at", "state", "user_id") VALUES (NEW."answer_by", NEW."briefing_id", NEW."company_id", NEW."forgotten_at", NEW."id", NEW."is_walk_in", NEW."language", NEW."mode", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registered_at", NEW."state", NEW."user_id"); RETURN NULL;',
                            hash="e45612ce63c9732c92a4dc6bc132ca7c7eed2270",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2a5e9",
                            table="programs_registration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer_by" IS DISTINCT FROM (NEW."answer_by") OR OLD."briefing_id" IS DISTINCT FROM (NEW."briefing_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."forgotten_at" IS DISTINCT FROM (NEW."forgotten_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_walk_in" IS DISTINCT FROM (NEW."is_walk_in") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                            func='INSERT INTO "programs_registrationhistory" ("answer_by", "briefing_id", "company_id", "forgotten_at", "id", "is_walk_in", "language", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registered_at", "state", "user_id") VALUES (NEW."answer_by", NEW."briefing_id", NEW."company_id", NEW."forgotten_at", NEW."id", NEW."is_walk_in", NEW."language", NEW."mode", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registered_at", NEW."state", NEW."user_id"); RETURN NULL;',
                            hash="a245f4fa25fd84f87926400035c20a8c538137e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b2988",
                            table="programs_registration",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_registrationhistory" ("answer_by", "briefing_id", "company_id", "forgotten_at", "id", "is_walk_in", "language", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registered_at", "state", "user_id") VALUES (OLD."answer_by", OLD."briefing_id", OLD."company_id", OLD."forgotten_at", OLD."id", OLD."is_walk_in", OLD."language", OLD."mode", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registered_at", OLD."state", OLD."user_id"); RETURN NULL;',
                            hash="8abe5bc4c46c96e3bfe60aa52d662aa563727750",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_932fe",
                            table="programs_registration",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registration_links",
                        to="programs.briefing",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("client_digest", models.CharField(blank=True, max_length=64)),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at"),
                ),
            ],
            options={
                "verbose_name": "link to a registration",
                "verbose_name_plural": "links to registrations",
                "indexes": [
                    models.Index(fields=["sent_at"], name="programs_registrationlink_sent")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="programs_registrationlink_address_is_small",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="programs.application",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("week", "seven days before"),
                            ("three_days", "three days before"),
                            ("day", "a day before"),
                            ("hours", "three hours before"),
                            ("missed", "not handed in"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="closes at")),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at"),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "kind", "closes_at"), name="programs_reminder_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8737a09aeb4601c4a69b66db5aa0cafe2486126e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_3f331",
                            table="programs_reminder",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="programs.application",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number")),
                ("is_eligible", models.BooleanField(verbose_name="eligible")),
                (
                    "reason_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applicant_kind", "not an applicant of the announced kind"),
                            ("location", "location"),
                            ("age", "years since founding"),
                            ("size", "size of the company"),
                            ("status", "status or certificate"),
                            ("field", "field of technology"),
                            ("revenue", "revenue"),
                            ("attendance", "attendance at a briefing"),
                            ("documents", "required documents are missing or invalid"),
                            ("format", "not in the form that was asked for"),
                            ("participation_ban", "participation ban"),
                            ("duplicate", "the same project is supported already"),
                            ("debt", "sums that were not paid back"),
                            ("supplement_missed", "not supplemented in time"),
                            ("other", "other reason"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "screened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="screened at"
                    ),
                ),
                (
                    "screened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "eligibility check",
                "verbose_name_plural": "eligibility checks",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="programs_screening_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="programs_screening_counts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_eligible", True), ("reason_code", "")),
                            models.Q(
                                ("is_eligible", False),
                                models.Q(("reason_code", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_screening_refusal_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ffe1f990b42d818690a1670739adc5be41630127",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_4c13b",
                            table="programs_screening",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("rule", "rule of the call"),
                            ("document", "document"),
                            ("ban", "participation ban"),
                            ("duplicate", "duplicate support"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="subject",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="which")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("passes", "fulfilled"),
                            ("fails", "not fulfilled"),
                            ("not_applicable", "does not apply"),
                            ("asked", "supplement asked for"),
                        ],
                        max_length=20,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "reason_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applicant_kind", "not an applicant of the announced kind"),
                            ("location", "location"),
                            ("age", "years since founding"),
                            ("size", "size of the company"),
                            ("status", "status or certificate"),
                            ("field", "field of technology"),
                            ("revenue", "revenue"),
                            ("attendance", "attendance at a briefing"),
                            ("documents", "required documents are missing or invalid"),
                            ("format", "not in the form that was asked for"),
                            ("participation_ban", "participation ban"),
                            ("duplicate", "the same project is supported already"),
                            ("debt", "sums that were not paid back"),
                            ("supplement_missed", "not supplemented in time"),
                            ("other", "other reason"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening_drafts",
                        to="programs.application",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "point being checked",
                "verbose_name_plural": "points being checked",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "subject", "key"),
                        name="programs_screeningdraft_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verdict", "fails"), models.Q(("reason_code", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("verdict", "fails"), _negated=True), ("reason_code", "")
                            ),
                            _connector="OR",
                        ),
                        name="programs_screeningdraft_failing_has_ground",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_screeningdrafthistory" ("application_id", "id", "key", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_code", "saved_at", "saved_by_id", "subject", "verdict") VALUES (NEW."application_id", NEW."id", NEW."key", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason_code", NEW."saved_at", NEW."saved_by_id", NEW."subject", NEW."verdict"); RETURN NULL;',
                            hash="c83f01b56a1f3a561f329fd022ff7db9a82a58c4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_85cdf",
                            table="programs_screeningdraft",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_screeningdrafthistory" ("application_id", "id", "key", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_code", "saved_at", "saved_by_id", "subject", "verdict") VALUES (NEW."application_id", NEW."id", NEW."key", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason_code", NEW."saved_at", NEW."saved_by_id", NEW."subject", NEW."verdict"); RETURN NULL;',
                            hash="9ccef23b27ca18ea3014ab43a84c8e5434d962d5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7f546",
                            table="programs_screeningdraft",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_screeningdrafthistory" ("application_id", "id", "key", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_code", "saved_at", "saved_by_id", "subject", "verdict") VALUES (OLD."application_id", OLD."id", OLD."key", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason_code", OLD."saved_at", OLD."saved_by_id", OLD."subject", OLD."verdict"); RETURN NULL;',
                            hash="f080300878a0d258569505e981beddeaa5645b67",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_07592",
                            table="programs_screeningdraft",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.seal",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.call",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the seal")),
                ("ended_at", models.DateTimeField(verbose_name="closed at")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed at")),
                ("count", models.PositiveIntegerField(verbose_name="submissions")),
                (
                    "root",
                    models.CharField(max_length=64, verbose_name="root of the seal (SHA-256)"),
                ),
                ("key_id", models.CharField(max_length=16, verbose_name="key")),
                ("signature", models.CharField(max_length=128, verbose_name="signature (Ed25519)")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9dcdcf539ff34658bdcd322d14a8f2b7ecfeeecb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_26cb5",
                            table="programs_sealhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="programs.briefing",
                    ),
                ),
                (
                    "question",
                    models.TextField(
                        max_length=2000, verbose_name="question, as everybody reads it"
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="answer")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="programs.sessionreply",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="published at"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a question of a session",
                "verbose_name_plural": "answers to questions of sessions",
                "ordering": ["-published_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="programs_sessionreply_has_texts",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2ccc5bcc42717bd390ebcdbfd6abb8a8621ebdd0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_e0193",
                            table="programs_sessionreply",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="programs.application",
                    ),
                ),
                ("asks", models.TextField(max_length=4000, verbose_name="what is asked")),
                (
                    "points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=61),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="points",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reminded at"),
                ),
                (
                    "missed_told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="told that it was missed at"
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a supplement",
                "verbose_name_plural": "requests for supplements",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("application",),
                        name="programs_supplement_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asks", ""), _negated=True),
                        name="programs_supplement_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "due_on__gte",
                                models.ExpressionWrapper(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.functions.comparison.Cast(
                                            models.Func(
                                                models.Value("Asia/Seoul"),
                                                models.F("asked_at"),
                                                function="timezone",
                                                output_field=models.DateTimeField(),
                                            ),
                                            models.DateField(),
                                        ),
                                        "+",
                                        models.Value(1),
                                    ),
                                    models.DateField(),
                                ),
                            ),
                            (
                                "due_on__lte",
                                models.ExpressionWrapper(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.functions.comparison.Cast(
                                            models.Func(
                                                models.Value("Asia/Seoul"),
                                                models.F("asked_at"),
                                                function="timezone",
                                                output_field=models.DateTimeField(),
                                            ),
                                            models.DateField(),
                                        ),
                                        "+",
                                        models.Value(20),
                                    ),
                                    models.DateField(),
                                ),
                            ),
                        ),
                        name="programs_supplement_due_within_twenty_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_supplement_answered_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_supplement_closed_pair",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="asked_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."asks" IS DISTINCT FROM (NEW."asks") OR OLD."points" IS DISTINCT FROM (NEW."points") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="2a2756e3bb79c7f67abe8835c09b5dc3427dc980",
                            operation="UPDATE",
                            pgid="pgtrigger_asked_never_changes_70f1e",
                            table="programs_supplement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="answered_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answered_at" IS NOT NULL)',
                            func='RAISE EXCEPTION \'pgtrigger: Cannot update of "answer", "answered_at", "answered_by_id" rows from % table\', TG_TABLE_NAME;',
                            hash="0aa44eb2f509fb6452945de203fc8cc50b52c81a",
                            operation='UPDATE OF "answer", "answered_at", "answered_by_id"',
                            pgid="pgtrigger_answered_never_changes_40739",
                            table="programs_supplement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="closed_never_changes",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."closed_at" IS NOT NULL)',
                            func='RAISE EXCEPTION \'pgtrigger: Cannot update of "answer", "answered_at", "closed_at", "closed_by_id" rows from % table\', TG_TABLE_NAME;',
                            hash="c3532c7e7244cb2b42ce9970bd98cafb98c5214a",
                            operation='UPDATE OF "answer", "answered_at", "closed_at", "closed_by_id"',
                            pgid="pgtrigger_closed_never_changes_7edb9",
                            table="programs_supplement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_supplementhistory" ("answer", "answered_at", "answered_by_id", "application_id", "asked_at", "asked_by_id", "asks", "closed_at", "closed_by_id", "due_on", "id", "missed_told_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reminded_at") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."asks", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."id", NEW."missed_told_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."reminded_at"); RETURN NULL;',
                            hash="29c3b8146f83ae4c4c8c4f52bdd65c9cb347fac5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_74160",
                            table="programs_supplement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_supplementhistory" ("answer", "answered_at", "answered_by_id", "application_id", "asked_at", "asked_by_id", "asks", "closed_at", "closed_by_id", "due_on", "id", "missed_told_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reminded_at") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."asks", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."id", NEW."missed_told_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."reminded_at"); RETURN NULL;',
                            hash="75b423b8a7af0a0596472e103e74383f3b7a6741",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7d0bb",
                            table="programs_supplement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_supplementhistory" ("answer", "answered_at", "answered_by_id", "application_id", "asked_at", "asked_by_id", "asks", "closed_at", "closed_by_id", "due_on", "id", "missed_told_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reminded_at") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."application_id", OLD."asked_at", OLD."asked_by_id", OLD."asks", OLD."closed_at", OLD."closed_by_id", OLD."due_on", OLD."id", OLD."missed_told_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."reminded_at"); RETURN NULL;',
                            hash="4eb308af6d7ba9d8e4e85f906ab275ed06019e25",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_64700",
                            table="programs_supplement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_answers",
                        to="programs.briefing",
                        verbose_name="briefing",
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="day"),
                ),
                ("content", models.PositiveSmallIntegerField(verbose_name="What was presented")),
                ("clarity", models.PositiveSmallIntegerField(verbose_name="How clear it was")),
                (
                    "organisation",
                    models.PositiveSmallIntegerField(verbose_name="Place and organisation"),
                ),
                ("use", models.PositiveSmallIntegerField(verbose_name="Use for an application")),
                ("comment", models.TextField(blank=True, max_length=1000, verbose_name="Comment")),
            ],
            options={
                "verbose_name": "answer to a survey",
                "verbose_name_plural": "answers to surveys",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content__range", (1, 5))),
                        name="programs_surveyanswer_content_is_a_mark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("clarity__range", (1, 5))),
                        name="programs_surveyanswer_clarity_is_a_mark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation__range", (1, 5))),
                        name="programs_surveyanswer_organisation_is_a_mark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("use__range", (1, 5))),
                        name="programs_surveyanswer_use_is_a_mark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="programs.briefing",
                        verbose_name="where it was said",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("funding", "funding and investment"),
                            ("people", "people and hiring"),
                            ("space", "sites and space"),
                            ("regulation", "rules and permits"),
                            ("technology", "research and technology"),
                            ("market", "markets and export"),
                            ("procedure", "procedures of support"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="theme",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="in one line")),
                ("text", models.TextField(max_length=3000, verbose_name="what is difficult")),
                (
                    "names_company",
                    models.BooleanField(
                        default=False,
                        verbose_name="The zone office that deals with it may read the name of our company",
                    ),
                ),
                (
                    "is_taken_down",
                    models.BooleanField(default=False, verbose_name="taken down by staff"),
                ),
                (
                    "heard_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="zones.agency",
                        verbose_name="agency that took it down",
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="reported at"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("assigned", "being dealt with"),
                            ("answered", "answered"),
                            ("withdrawn", "taken back"),
                        ],
                        default="received",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        help_text="None where the foundation does it itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="zones.agency",
                        verbose_name="agency that deals with it",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_voices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person in charge",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="answer due on")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented for the demonstration.",
                        verbose_name="example",
                    ),
                ),
            ],
            options={
                "verbose_name": "voice of the field",
                "verbose_name_plural": "voices of the field",
                "ordering": ["-reported_at", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="programs_voice_by_due_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="programs_voice_has_texts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("company__isnull", False), ("briefing__isnull", False), _connector="OR"
                        ),
                        name="programs_voice_has_origin",
                        violation_error_message="Name the company, or the session where it was said.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_taken_down", True),
                            models.Q(("briefing", None), ("heard_by", None)),
                            _connector="OR",
                        ),
                        name="programs_voice_heard_by_staff",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["received", "withdrawn"]),
                                ("agency", None),
                                ("due_on", None),
                                ("owner", None),
                            ),
                            models.Q(
                                models.Q(("state", "received"), _negated=True),
                                ("due_on__isnull", False),
                                ("owner__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programs_voice_owner_has_due_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", False), ("state", "answered")),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("answered_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_voice_answered_has_day",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{answered:assigned,assigned:answered,assigned:withdrawn,received:assigned,received:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="6d9d74daf172e1df6507e818685a15f5cc262ec6",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_5521a",
                            table="programs_voice",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_voicehistory" ("agency_id", "answered_on", "briefing_id", "company_id", "due_on", "heard_by_id", "id", "is_example", "is_taken_down", "names_company", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "state", "text", "theme", "title", "zone_id") VALUES (NEW."agency_id", NEW."answered_on", NEW."briefing_id", NEW."company_id", NEW."due_on", NEW."heard_by_id", NEW."id", NEW."is_example", NEW."is_taken_down", NEW."names_company", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."state", NEW."text", NEW."theme", NEW."title", NEW."zone_id"); RETURN NULL;',
                            hash="3336c7573d73fcebd958d7b75802da34ec68f78d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d6124",
                            table="programs_voice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_voicehistory" ("agency_id", "answered_on", "briefing_id", "company_id", "due_on", "heard_by_id", "id", "is_example", "is_taken_down", "names_company", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "state", "text", "theme", "title", "zone_id") VALUES (NEW."agency_id", NEW."answered_on", NEW."briefing_id", NEW."company_id", NEW."due_on", NEW."heard_by_id", NEW."id", NEW."is_example", NEW."is_taken_down", NEW."names_company", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."state", NEW."text", NEW."theme", NEW."title", NEW."zone_id"); RETURN NULL;',
                            hash="b5369e65704e8851f5670543313f917d9a9ea1a6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_03160",
                            table="programs_voice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_voicehistory" ("agency_id", "answered_on", "briefing_id", "company_id", "due_on", "heard_by_id", "id", "is_example", "is_taken_down", "names_company", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "state", "text", "theme", "title", "zone_id") VALUES (OLD."agency_id", OLD."answered_on", OLD."briefing_id", OLD."company_id", OLD."due_on", OLD."heard_by_id", OLD."id", OLD."is_example", OLD."is_taken_down", OLD."names_company", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reported_at", OLD."reported_by_id", OLD."state", OLD."text", OLD."theme", OLD."title", OLD."zone_id"); RETURN NULL;',
                            hash="7f31c151f4371c3846e882742d8b13db1192b117",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_54d84",
                            table="programs_voice",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need",
                        to="programs.registration",
                    ),
                ),
                ("sealed", models.TextField(verbose_name="unreadable")),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="given at"
                    ),
                ),
            ],
            options={
                "verbose_name": "accessibility need",
                "verbose_name_plural": "accessibility needs",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="programs.application",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="programs.question",
                    ),
                ),
                ("value", models.JSONField(verbose_name="answer")),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "question"), name="programs_answer_one_per_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AppliedAdjustmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.appliedadjustment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "adjustment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.adjustment",
                        verbose_name="bonus or penalty",
                    ),
                ),
                ("evidence", models.TextField(max_length=2000, verbose_name="what proves it")),
                (
                    "checked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="checked at"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
                (
                    "revoking_reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it was revoked"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="972f47515f683540f3f44981cda17ea62b13d259",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_462a3",
                            table="programs_appliedadjustmenthistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.assignment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.panel",
                        verbose_name="panel",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned"),
                            ("pledged", "no conflict declared"),
                            ("finished", "finished"),
                            ("recused", "recused"),
                            ("released", "released"),
                        ],
                        default="assigned",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="assigned at"
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pledged at"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                ),
                (
                    "recused_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="recused at"),
                ),
                (
                    "recusal_reason",
                    models.TextField(blank=True, verbose_name="reason of the recusal"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("method", "by the portal's method"), ("hand", "by hand")],
                        default="hand",
                        editable=False,
                        max_length=20,
                        verbose_name="chosen",
                    ),
                ),
                (
                    "why",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="why this reviewer"
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the release"
                    ),
                ),
                ("opinion", models.TextField(blank=True, verbose_name="overall opinion")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d21f842c0030cd686249ab31811c5a1b7b963838",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b4a2c",
                            table="programs_assignmenthistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="programs.registration",
                        verbose_name="registration",
                    ),
                ),
                ("arrived_at", models.DateTimeField(verbose_name="arrived at")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded at"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                ("scan", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
                (
                    "undone_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was taken back"
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["-arrived_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("registration",),
                        name="programs_attendance_one_per_guest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("arrived_at__lte", models.F("recorded_at"))),
                        name="programs_attendance_arrived_before_recorded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_attendance_undone_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_reason", "")),
                            models.Q(
                                ("undone_at__isnull", False),
                                models.Q(("undone_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_attendance_undone_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_attendancehistory" ("arrived_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id", "scan", "undone_at", "undone_by_id", "undone_reason") VALUES (NEW."arrived_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id", NEW."scan", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason"); RETURN NULL;',
                            hash="38ae5d7345e8fd336d308258823f18846615fbb1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bf320",
                            table="programs_attendance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_attendancehistory" ("arrived_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id", "scan", "undone_at", "undone_by_id", "undone_reason") VALUES (NEW."arrived_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."registration_id", NEW."scan", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason"); RETURN NULL;',
                            hash="ab482663fed3cf9ecced8268c0ede1733c97f214",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b5b0d",
                            table="programs_attendance",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_attendancehistory" ("arrived_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "registration_id", "scan", "undone_at", "undone_by_id", "undone_reason") VALUES (OLD."arrived_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."registration_id", OLD."scan", OLD."undone_at", OLD."undone_by_id", OLD."undone_reason"); RETURN NULL;',
                            hash="d84d539c2d8601612465c0243248bd04c8e49a2b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f177d",
                            table="programs_attendance",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.briefing",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.registration",
                    ),
                ),
                ("is_by_link", models.BooleanField(default=False, verbose_name="through the link")),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c13a8a7a99b1020e4210cb0f48a104d738db256d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_f4385",
                            table="programs_briefingevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="programs.registration",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("day", "a day before"),
                            ("hours", "three hours before"),
                            ("after", "after the session"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at"),
                ),
            ],
            options={
                "verbose_name": "reminder of a briefing",
                "verbose_name_plural": "reminders of briefings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("registration", "kind", "starts_at"),
                        name="programs_briefingreminder_once",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="24a4d7e58a1a2059abe036d8fb6b17df3fa8e0f5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_57f0e",
                            table="programs_briefingreminder",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="programs.participant",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("labour", "labour"),
                            ("student_labour", "labour of students"),
                            ("equipment", "facilities and equipment"),
                            ("materials", "materials"),
                            ("commissioned", "commissioned R&D"),
                            ("international", "international joint R&D"),
                            ("charges", "R&D charges"),
                            ("activities", "R&D activities"),
                            ("allowances", "research allowances"),
                            ("indirect", "indirect costs"),
                        ],
                        max_length=30,
                        verbose_name="item of cost",
                    ),
                ),
                (
                    "government_won",
                    models.BigIntegerField(default=0, verbose_name="government (won)"),
                ),
                ("cash_won", models.BigIntegerField(default=0, verbose_name="own cash (won)")),
                (
                    "in_kind_won",
                    models.BigIntegerField(default=0, verbose_name="own in kind (won)"),
                ),
            ],
            options={
                "verbose_name": "line of a budget",
                "verbose_name_plural": "lines of a budget",
                "ordering": ["participant", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participant", "item"), name="programs_budgetline_one_per_item"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("government_won__gte", 0),
                            ("government_won__lte", 1000000000000000),
                            ("cash_won__gte", 0),
                            ("cash_won__lte", 1000000000000000),
                            ("in_kind_won__gte", 0),
                            ("in_kind_won__lte", 1000000000000000),
                        ),
                        name="programs_budgetline_amounts_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChallengeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.challenge",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                ("person", models.CharField(max_length=80, verbose_name="name of the person")),
                (
                    "organisation",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="organisation of the person"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                (
                    "filed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="filed at"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                        verbose_name="reviewer meant",
                    ),
                ),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="upheld")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6a136dffa37597bdb5d4b6a3030df211af111cf0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_82ff7",
                            table="programs_challengehistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.conflict",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("participant", "takes part in the application"),
                            ("kin", "a relative takes part in it"),
                            ("mutual", "has an application of their own in the round"),
                            ("department", "same organisation or department"),
                            ("official", "official of the ministry or of the agency"),
                            ("mail_domain", "same mail domain"),
                            ("co_participation", "took part in an earlier project together"),
                            ("tie", "worked for the organisation within three years"),
                            ("challenge", "challenged by the applicant"),
                            ("other", "other ground"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("found", "found from facts"),
                            ("declared", "declared by the reviewer"),
                            ("challenge", "challenged by the applicant"),
                            ("staff", "recorded by staff"),
                        ],
                        max_length=20,
                        verbose_name="how it became known",
                    ),
                ),
                ("fact", models.CharField(blank=True, max_length=300, verbose_name="fact")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suspected", "suspected"),
                            ("standing", "standing"),
                            ("dismissed", "suspicion dismissed"),
                            ("waived", "waived"),
                            ("over", "fact gone"),
                        ],
                        default="standing",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "found_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="found at"
                    ),
                ),
                (
                    "waiver_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="waiver asked for at"),
                ),
                (
                    "waiver_asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="waiver asked for by",
                    ),
                ),
                (
                    "waiver_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it is asked for"
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled at"),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                (
                    "settling_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was settled so"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="43709e035f7ab4dfc793cffac1abd69b751e8880",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b4503",
                            table="programs_conflicthistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation_slots",
                        to="programs.briefing",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "table",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="table number",
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="programs.registration",
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="what about")),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
                "ordering": ["starts_at", "table"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("briefing", "starts_at", "table"),
                        name="programs_consultationslot_one_per_table",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="programs_consultationslot_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registration__isnull", False), ("topic", ""), _connector="OR"
                        ),
                        name="programs_consultationslot_topic_has_guest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="programs.application",
                    ),
                ),
                (
                    "required_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="programs.requireddocument",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="programs.question",
                    ),
                ),
                (
                    "vault_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="programs.vaultdocument",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.application.private_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
                ("is_set_aside", models.BooleanField(default=False, verbose_name="kept aside")),
                (
                    "swept_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="bytes deleted at"),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["required_document__position", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="document_to_scan",
                    ),
                    models.Index(fields=["file"], name="document_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_document_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_document_found_has_finding",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("application", "required_document"),
                        name="programs_document_one_current",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("application", "question"),
                        name="programs_document_one_current_per_question",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", None), ("required_document__isnull", False)),
                            models.Q(("question__isnull", False), ("required_document", None)),
                            _connector="OR",
                        ),
                        name="programs_document_for_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at__isnull", False),
                            models.Q(("is_set_aside", False), ("swept_at", None)),
                            _connector="OR",
                        ),
                        name="programs_document_in_place_is_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_document_digest_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="a9377838f01d47169fe7ef349781f6ea50033786",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_a22c6",
                            table="programs_document",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_company",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.vault_document_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM programs_vaultdocument kept\n          JOIN programs_application application ON application.company_id = kept.company_id\n         WHERE kept.id = NEW.vault_document_id AND application.id = NEW.application_id\n    ) THEN\n        RAISE EXCEPTION 'certificate % is of another company', NEW.vault_document_id\n            USING ERRCODE = 'check_violation',\n                  CONSTRAINT = 'programs_document_certificate_of_its_company';\n    END IF;\n    RETURN NEW;\n",
                            hash="659bae131fe608e190749b819ddef8d6a7a7a73b",
                            operation='INSERT OR UPDATE OF "vault_document_id"',
                            pgid="pgtrigger_of_its_company_6b6ca",
                            table="programs_document",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="bytes_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="b4b5866ef88763de23864e61022735e18762f671",
                            operation="UPDATE",
                            pgid="pgtrigger_bytes_never_change_9136c",
                            table="programs_document",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandlingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.handling",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                ("since", models.DateTimeField(blank=True, null=True, verbose_name="since")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="note among colleagues"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5d36ccd9878e4f25c450777ed77e04e50b8d1f0c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bc2e8",
                            table="programs_handlinghistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelMemberHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.panelmember",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "panel",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.panel",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.reviewer",
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "chair"), ("member", "member")],
                        default="member",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("accepted", "accepted"),
                            ("pledged", "pledged"),
                            ("declined", "declined"),
                            ("released", "released"),
                        ],
                        default="invited",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("employer", models.CharField(blank=True, max_length=120, verbose_name="employer")),
                (
                    "invited_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="invited at"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "pledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pledged at"),
                ),
                (
                    "pledge_version",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="version of the pledge"
                    ),
                ),
                (
                    "declined_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="declined at"),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the release"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="34ae7f63442c104f784200747d96a1aeb6c67467",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a86f8",
                            table="programs_panelmemberhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelPlaceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.panelplace",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "panel",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.panel",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place in the order"
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="added at"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b5ca944e8992d28f90bf274b5b443aeef1b22d3d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b7aaf",
                            table="programs_panelplacehistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="programs.briefingpart",
                        verbose_name="part",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("speaker", "speaker"),
                            ("moderator", "moderator"),
                            ("panellist", "panellist"),
                            ("presenter", "presenting company"),
                        ],
                        default="speaker",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "name_ko",
                    models.CharField(blank=True, max_length=80, verbose_name="name (Korean)"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="name (English)"),
                ),
                (
                    "post_ko",
                    models.CharField(blank=True, max_length=120, verbose_name="post (Korean)"),
                ),
                (
                    "post_en",
                    models.CharField(blank=True, max_length=160, verbose_name="post (English)"),
                ),
                (
                    "organisation_ko",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="organisation (Korean)"
                    ),
                ),
                (
                    "organisation_en",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="organisation (English)"
                    ),
                ),
            ],
            options={
                "verbose_name": "person in a programme",
                "verbose_name_plural": "people in a programme",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "position"), name="programs_partperson_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_ko", ""), ("organisation_ko", ""), ("post_ko", ""), _negated=True
                        ),
                        name="programs_partperson_is_somebody",
                        violation_error_message="Give a name, a post or an organisation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="programs.participant",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                (
                    "name",
                    models.CharField(blank=True, max_length=80, verbose_name="name of the person"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("principal", "principal researcher"),
                            ("researcher", "researcher"),
                            ("student", "student researcher"),
                            ("support", "support staff"),
                        ],
                        default="researcher",
                        max_length=20,
                        verbose_name="role in the project",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="job title")),
                (
                    "career",
                    models.CharField(blank=True, max_length=300, verbose_name="field and career"),
                ),
                (
                    "rate_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="participation (%)",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="months of participation",
                    ),
                ),
            ],
            options={
                "verbose_name": "person of a project",
                "verbose_name_plural": "people of a project",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participant", "position"),
                        name="programs_projectperson_one_per_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate_percent", None), ("rate_percent__lte", 100), _connector="OR"
                        ),
                        name="programs_projectperson_rate_is_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months", None), ("months__range", (1, 120)), _connector="OR"
                        ),
                        name="programs_projectperson_months_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="programs.ranking",
                        verbose_name="ranking",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranking_lines",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                ("receipt", models.CharField(max_length=60, verbose_name="receipt number")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                (
                    "score",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score"),
                ),
                ("mean", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="mean")),
                (
                    "bonus",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="bonus"),
                ),
                (
                    "penalty",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="penalty"),
                ),
                ("passes", models.BooleanField(verbose_name="passes")),
            ],
            options={
                "verbose_name": "line of a ranking",
                "verbose_name_plural": "lines of rankings",
                "ordering": ["ranking", "place", "receipt"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ranking", "application"), name="programs_rankingline_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__gte", 1),
                            ("score__gte", 0),
                            ("mean__gte", 0),
                            ("mean__lte", 100),
                            ("bonus__gte", 0),
                            ("penalty__gte", 0),
                        ),
                        name="programs_rankingline_within_bounds",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="36509c9ad730db81d4299335a53710e47e26de1a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_0a647",
                            table="programs_rankingline",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="line_of_the_panel",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF NOT EXISTS (\n            SELECT FROM programs_ranking ranking\n              JOIN programs_assignment assignment ON assignment.panel_id = ranking.panel_id\n             WHERE ranking.id = NEW.ranking_id\n               AND assignment.application_id = NEW.application_id\n        ) THEN\n            RAISE EXCEPTION 'application % was not judged by the panel', NEW.application_id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_rankingline_of_the_panel';\n        END IF;\n        RETURN NEW;\n        ",
                            hash="e79b50fc4d01769b049761c3bd4b7d0c7dc5441b",
                            operation="INSERT",
                            pgid="pgtrigger_line_of_the_panel_6103e",
                            table="programs_rankingline",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="programs.registration",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("privacy", "name and address"), ("needs", "accessibility needs")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "given_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="given at"
                    ),
                ),
            ],
            options={
                "verbose_name": "consent of a guest",
                "verbose_name_plural": "consents of guests",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b1b2c4980407c5bbac2113e1afbfa7bd431cbd8c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_693c5",
                            table="programs_registrationconsent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.registration",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "briefing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.briefing",
                        verbose_name="briefing",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registered by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "language",
                    models.CharField(default="ko", max_length=5, verbose_name="language of mails"),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("hall", "in the hall"), ("online", "online")],
                        default="hall",
                        max_length=10,
                        verbose_name="takes part",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seated", "seat confirmed"),
                            ("waiting", "on the waiting list"),
                            ("offered", "seat offered"),
                            ("lapsed", "offer lapsed"),
                            ("cancelled", "cancelled"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer_by",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="answer by"
                    ),
                ),
                (
                    "place",
                    models.PositiveIntegerField(editable=False, verbose_name="place in line"),
                ),
                (
                    "is_walk_in",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="came without registration"
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="registered at"
                    ),
                ),
                (
                    "forgotten_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="forgotten at"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="94bfc0a4ba8b055f75253ebbd34094ecf311db90",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fd9d2",
                            table="programs_registrationhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="programs.assignment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="programs.criterion",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="points",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "ordering": ["criterion__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "criterion"), name="programs_score_one_per_criterion"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0)), name="programs_score_not_negative"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="locked_and_within_weight",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE judged record; most integer;",
                            func="\n    FOR judged IN\n        SELECT id, state FROM programs_assignment\n         WHERE id IN (OLD.assignment_id, NEW.assignment_id) ORDER BY id FOR SHARE\n    LOOP\n        IF judged.state <> 'pledged' THEN\n            RAISE EXCEPTION 'scores of assignment % are locked: %', judged.id, judged.state\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_score_locked';\n        END IF;\n    END LOOP;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    SELECT criterion.weight INTO most\n      FROM programs_criterion criterion\n      JOIN programs_application application ON application.call_id = criterion.call_id\n      JOIN programs_assignment assignment ON assignment.application_id = application.id\n     WHERE criterion.id = NEW.criterion_id AND assignment.id = NEW.assignment_id;\n    IF most IS NULL THEN\n        RAISE EXCEPTION 'criterion % is not one of this call', NEW.criterion_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_score_of_the_same_call';\n    END IF;\n    IF NEW.points > most THEN\n        RAISE EXCEPTION '% points of at most %', NEW.points, most\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_score_within_weight';\n    END IF;\n    RETURN NEW;\n",
                            hash="211be12ed43acf77bb05e8baf864c98c73bf0080",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_locked_and_within_weight_728cf",
                            table="programs_score",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_scorehistory" ("assignment_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason") VALUES (NEW."assignment_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."reason"); RETURN NULL;',
                            hash="0e2c5f1790dac22ae7aa767a05ae1d49dc042cad",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_74b84",
                            table="programs_score",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_scorehistory" ("assignment_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason") VALUES (NEW."assignment_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."reason"); RETURN NULL;',
                            hash="45585fa50b26c1915d56da3360c4fd7578c4d6df",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cd80f",
                            table="programs_score",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_scorehistory" ("assignment_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason") VALUES (OLD."assignment_id", OLD."criterion_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."reason"); RETURN NULL;',
                            hash="a669912056fbfd6e7752ccf67e18c4ab22b10aa0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1c15f",
                            table="programs_score",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="programs.assignment",
                        verbose_name="assignment",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("content", models.TextField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="total"),
                ),
                ("finished_at", models.DateTimeField(verbose_name="finished at")),
                ("key_id", models.CharField(blank=True, max_length=16, verbose_name="key")),
                (
                    "signature",
                    models.CharField(
                        blank=True, max_length=128, verbose_name="signature (Ed25519)"
                    ),
                ),
            ],
            options={
                "verbose_name": "score sheet",
                "verbose_name_plural": "score sheets",
                "ordering": ["assignment", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "number"), name="programs_scoresheet_one_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sha256",
                                models.Func(
                                    models.Func(
                                        models.Func(
                                            models.F("content"),
                                            models.Value("UTF8"),
                                            function="convert_to",
                                            output_field=models.BinaryField(),
                                        ),
                                        function="sha256",
                                        output_field=models.BinaryField(),
                                    ),
                                    models.Value("hex"),
                                    function="encode",
                                    output_field=models.TextField(),
                                ),
                            )
                        ),
                        name="programs_scoresheet_digest_is_true",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key_id", ""), ("signature", "")),
                            models.Q(
                                ("key_id__regex", "^[0-9a-f]{16}$"),
                                ("signature__regex", "^[0-9a-f]{128}$"),
                            ),
                            _connector="OR",
                        ),
                        name="programs_scoresheet_signature_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="757ba5dfcacd0ea53e78eeee1afe71b0cc6bad63",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_2cf4a",
                            table="programs_scoresheet",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="follows_the_scores",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE judged record; newest record; given numeric;",
                            func="\n            SELECT state, finished_at INTO judged FROM programs_assignment\n             WHERE id = NEW.assignment_id FOR NO KEY UPDATE;\n            SELECT coalesce(sum(points), 0) INTO given FROM programs_score\n             WHERE assignment_id = NEW.assignment_id;\n            IF judged.state <> 'finished' OR judged.finished_at <> NEW.finished_at\n               OR given <> NEW.total\n            THEN\n                RAISE EXCEPTION 'assignment % says something else', NEW.assignment_id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_scoresheet_follows_the_scores';\n            END IF;\n            \n    SELECT sheet.id, sheet.number, unlocking.id AS unlock_id\n      FROM programs_scoresheet sheet\n      LEFT JOIN programs_unlock unlocking ON unlocking.sheet_id = sheet.id\n     WHERE sheet.assignment_id = NEW.assignment_id ORDER BY sheet.number DESC LIMIT 1 INTO newest\n;\n            IF NEW.number NOT BETWEEN 1 AND coalesce(newest.number, 0) + 1\n               OR NEW.number > newest.number AND newest.unlock_id IS NULL\n            THEN\n                RAISE EXCEPTION 'sheet % does not follow %', NEW.number, newest.number\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_scoresheet_after_unlock';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="9d3310eb99eedebb9cab5b3a475c121de61d8b62",
                            operation="INSERT",
                            pgid="pgtrigger_follows_the_scores_362f3",
                            table="programs_scoresheet",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("rule", "rule of the call"),
                            ("document", "document"),
                            ("ban", "participation ban"),
                            ("duplicate", "duplicate support"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="subject",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="which")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("passes", "fulfilled"),
                            ("fails", "not fulfilled"),
                            ("not_applicable", "does not apply"),
                            ("asked", "supplement asked for"),
                        ],
                        max_length=20,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "reason_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applicant_kind", "not an applicant of the announced kind"),
                            ("location", "location"),
                            ("age", "years since founding"),
                            ("size", "size of the company"),
                            ("status", "status or certificate"),
                            ("field", "field of technology"),
                            ("revenue", "revenue"),
                            ("attendance", "attendance at a briefing"),
                            ("documents", "required documents are missing or invalid"),
                            ("format", "not in the form that was asked for"),
                            ("participation_ban", "participation ban"),
                            ("duplicate", "the same project is supported already"),
                            ("debt", "sums that were not paid back"),
                            ("supplement_missed", "not supplemented in time"),
                            ("other", "other reason"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="programs.screening",
                    ),
                ),
                ("label", models.CharField(max_length=500, verbose_name="point")),
            ],
            options={
                "verbose_name": "point of an eligibility check",
                "verbose_name_plural": "points of eligibility checks",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("screening", "subject", "key"), name="programs_screeningcheck_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verdict", "fails"), models.Q(("reason_code", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("verdict", "fails"), _negated=True), ("reason_code", "")
                            ),
                            _connector="OR",
                        ),
                        name="programs_screeningcheck_failing_has_ground",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="93575634e2a179ea377754460e7f5f3358fd59c2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_09032",
                            table="programs_screeningcheck",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningDraftHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.screeningdraft",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("rule", "rule of the call"),
                            ("document", "document"),
                            ("ban", "participation ban"),
                            ("duplicate", "duplicate support"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="subject",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="which")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("passes", "fulfilled"),
                            ("fails", "not fulfilled"),
                            ("not_applicable", "does not apply"),
                            ("asked", "supplement asked for"),
                        ],
                        max_length=20,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "reason_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("applicant_kind", "not an applicant of the announced kind"),
                            ("location", "location"),
                            ("age", "years since founding"),
                            ("size", "size of the company"),
                            ("status", "status or certificate"),
                            ("field", "field of technology"),
                            ("revenue", "revenue"),
                            ("attendance", "attendance at a briefing"),
                            ("documents", "required documents are missing or invalid"),
                            ("format", "not in the form that was asked for"),
                            ("participation_ban", "participation ban"),
                            ("duplicate", "the same project is supported already"),
                            ("debt", "sums that were not paid back"),
                            ("supplement_missed", "not supplemented in time"),
                            ("other", "other reason"),
                        ],
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="saved at"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a3b9406f21d490c9a1801d186f40840a8300734a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_574f9",
                            table="programs_screeningdrafthistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="programs.panel",
                        verbose_name="panel",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "ranking",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="programs.ranking",
                        verbose_name="ranking",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("confirmed", "confirmed"),
                            ("returned", "returned"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it is made anew")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposed at"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "publishes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="public from"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="returned at"),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="returned by",
                    ),
                ),
                ("return_reason", models.TextField(blank=True, verbose_name="why it was returned")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="applicants told at"),
                ),
            ],
            options={
                "verbose_name": "selection",
                "verbose_name_plural": "selections",
                "ordering": ["panel", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "number"), name="programs_selection_one_per_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("panel",),
                        name="programs_selection_one_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_selection_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                            models.Q(
                                ("returned_at__isnull", False), ("returned_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_selection_returned_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                ("confirmed_at", None),
                                ("publishes_at", None),
                                ("told_at", None),
                            ),
                            models.Q(
                                ("publishes_at__isnull", False),
                                ("state", "confirmed"),
                                models.Q(
                                    ("confirmed_at__isnull", False), ("number", 0), _connector="OR"
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="programs_selection_confirmed_has_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_selection_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("returned_at__isnull", False),
                                ("state", "returned"),
                                models.Q(("return_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "returned"), _negated=True),
                                ("returned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_selection_return_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{proposed:confirmed,proposed:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="bf91d6090cdd120878726ea385712a32c14e602a",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_d56bc",
                            table="programs_selection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="final",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF OLD.state = 'proposed' OR OLD.state <> NEW.state THEN RETURN NEW; END IF;\n    IF OLD.state = 'confirmed'\n       AND (OLD.told_at IS NULL OR OLD.told_at IS NOT DISTINCT FROM NEW.told_at)\n       AND (OLD.publishes_at IS NOT DISTINCT FROM NEW.publishes_at\n            OR (OLD.publishes_at > clock_timestamp() AND NEW.publishes_at > clock_timestamp()))\n       AND (to_jsonb(OLD) - 'publishes_at' - 'told_at')\n           = (to_jsonb(NEW) - 'publishes_at' - 'told_at')\n    THEN RETURN NEW; END IF;\n    RAISE EXCEPTION 'selection % is final: %', OLD.id, OLD.state\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_selection_final';\n",
                            hash="95ffffe558eff66cb49b8de1c9b72f6a647ff2e1",
                            operation="UPDATE",
                            pgid="pgtrigger_final_6d024",
                            table="programs_selection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="moved_in_time",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."publishes_at" IS DISTINCT FROM (NEW."publishes_at") AND OLD."publishes_at" IS NOT NULL)',
                            constraint="CONSTRAINT",
                            func="\n    IF clock_timestamp() >= OLD.publishes_at - interval '5 seconds' THEN\n        RAISE EXCEPTION 'selection % is public in a moment', OLD.id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_selection_moved_in_time';\n    END IF;\n    RETURN NULL;\n",
                            hash="7a1b454af65b25bb078d7458de03c0ac0c11df17",
                            operation='UPDATE OF "publishes_at"',
                            pgid="pgtrigger_moved_in_time_32693",
                            table="programs_selection",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="efb161f2ff67af8e56923aaa1a7c59386c592c9e",
                            operation="DELETE",
                            pgid="pgtrigger_never_deleted_2365d",
                            table="programs_selection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_selectionhistory" ("confirmed_at", "confirmed_by_id", "id", "number", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "publishes_at", "ranking_id", "reason", "return_reason", "returned_at", "returned_by_id", "state", "told_at") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", NEW."number", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."publishes_at", NEW."ranking_id", NEW."reason", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."state", NEW."told_at"); RETURN NULL;',
                            hash="4c19ab40b629f96e1bc3ca96c5c6ae0b7d0dfea1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_360c7",
                            table="programs_selection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_selectionhistory" ("confirmed_at", "confirmed_by_id", "id", "number", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "publishes_at", "ranking_id", "reason", "return_reason", "returned_at", "returned_by_id", "state", "told_at") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", NEW."number", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."publishes_at", NEW."ranking_id", NEW."reason", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."state", NEW."told_at"); RETURN NULL;',
                            hash="929bfa4a84c842a0bfc0e9f218b02e6200defc19",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5e926",
                            table="programs_selection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_selectionhistory" ("confirmed_at", "confirmed_by_id", "id", "number", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "publishes_at", "ranking_id", "reason", "return_reason", "returned_at", "returned_by_id", "state", "told_at") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."number", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."publishes_at", OLD."ranking_id", OLD."reason", OLD."return_reason", OLD."returned_at", OLD."returned_by_id", OLD."state", OLD."told_at"); RETURN NULL;',
                            hash="16b31f0eaf42da2f409405a17dc9fe328ac4c11e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8e6be",
                            table="programs_selection",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="programs.briefing",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="programs.registration",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="question")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="programs.sessionreply",
                        verbose_name="answer",
                    ),
                ),
                (
                    "set_aside_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="set aside at"),
                ),
                (
                    "set_aside_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set aside by",
                    ),
                ),
                (
                    "set_aside_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it is not answered here"
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a session",
                "verbose_name_plural": "questions of sessions",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="programs_sessionquestion_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("set_aside_at__isnull", True), ("set_aside_by__isnull", True)
                            ),
                            models.Q(
                                ("set_aside_at__isnull", False), ("set_aside_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_sessionquestion_set_aside_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_aside_at", None), ("set_aside_reason", "")),
                            models.Q(
                                ("reply", None),
                                ("set_aside_at__isnull", False),
                                models.Q(("set_aside_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programs_sessionquestion_set_aside_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplementFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "supplement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="programs.supplement",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.supplement.supplement_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
            ],
            options={
                "verbose_name": "file of a supplement",
                "verbose_name_plural": "files of supplements",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="supplementfile_to_scan",
                    ),
                    models.Index(fields=["file"], name="supplementfile_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_supplementfile_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_supplementfile_found_has_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_supplementfile_digest_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="1f2c9f4f8acb9039602086ed28edbd28fc147ac0",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_f4e86",
                            table="programs_supplementfile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="bytes_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."supplement_id" IS DISTINCT FROM (NEW."supplement_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="de5303227b0f521dae5dbdd83e3cc5a703309e82",
                            operation="UPDATE",
                            pgid="pgtrigger_bytes_never_change_1ab6a",
                            table="programs_supplementfile",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplementHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.supplement",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                    ),
                ),
                ("asks", models.TextField(max_length=4000, verbose_name="what is asked")),
                (
                    "points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=61),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="points",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="asked at"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reminded at"),
                ),
                (
                    "missed_told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="told that it was missed at"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9e56921f6efeb93e9fcf00189b35ce0c92fe46c5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c8381",
                            table="programs_supplementhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyReturn",
            fields=[
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="survey_return",
                        serialize=False,
                        to="programs.registration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "returned survey",
                "verbose_name_plural": "returned surveys",
            },
        ),
        migrations.CreateModel(
            name="TieDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="programs.ranking",
                        verbose_name="ranking",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                ("seed", models.CharField(max_length=64, verbose_name="seed")),
                (
                    "order",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None, verbose_name="order"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                (
                    "drawn_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="drawn at"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "draw of a tie",
                "verbose_name_plural": "draws of ties",
                "ordering": ["ranking", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ranking", "place"), name="programs_tiedraw_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seed__regex", "^[0-9a-f]{64}$"), ("order__len__gte", 2)
                        ),
                        name="programs_tiedraw_has_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="programs_tiedraw_has_reason",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2a570f734b3a01ff6d680cbd6e8beb483bc1f1b7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_eae12",
                            table="programs_tiedraw",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_the_newest_ranking",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF EXISTS (\n            SELECT FROM programs_ranking later\n              JOIN programs_ranking ranking ON ranking.panel_id = later.panel_id\n             WHERE ranking.id = NEW.ranking_id AND later.number > ranking.number\n        ) OR ARRAY(SELECT unnest(NEW.\"order\") ORDER BY 1) IS DISTINCT FROM ARRAY(\n            SELECT receipt FROM programs_rankingline\n             WHERE ranking_id = NEW.ranking_id AND place = NEW.place ORDER BY 1\n        ) THEN\n            RAISE EXCEPTION 'place % of ranking % is not shared by these', NEW.place, NEW.ranking_id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_tiedraw_of_who_shares';\n        END IF;\n        RETURN NEW;\n        ",
                            hash="f64226de4f8575fa74649a17d5b3cbc9becf75e3",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_newest_ranking_2ce3d",
                            table="programs_tiedraw",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="programs.voice",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="answer")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="zones.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="answered at"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a voice",
                "verbose_name_plural": "answers to voices",
                "ordering": ["answered_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="programs_voiceanswer_has_text",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a35b15a9dda2633875eca133fc62dd3cbf00e57c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_46c95",
                            table="programs_voiceanswer",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="verb")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "happened_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened at"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="programs.voice",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b44fac25104cae2b5b0cd7740323081f3cb89145",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_8a2a2",
                            table="programs_voiceevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.voice",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.briefing",
                        verbose_name="where it was said",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.zone",
                        verbose_name="zone",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("funding", "funding and investment"),
                            ("people", "people and hiring"),
                            ("space", "sites and space"),
                            ("regulation", "rules and permits"),
                            ("technology", "research and technology"),
                            ("market", "markets and export"),
                            ("procedure", "procedures of support"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="theme",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="in one line")),
                ("text", models.TextField(max_length=3000, verbose_name="what is difficult")),
                (
                    "names_company",
                    models.BooleanField(
                        default=False,
                        verbose_name="The zone office that deals with it may read the name of our company",
                    ),
                ),
                (
                    "is_taken_down",
                    models.BooleanField(default=False, verbose_name="taken down by staff"),
                ),
                (
                    "heard_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.agency",
                        verbose_name="agency that took it down",
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="reported at"
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("assigned", "being dealt with"),
                            ("answered", "answered"),
                            ("withdrawn", "taken back"),
                        ],
                        default="received",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="None where the foundation does it itself.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="zones.agency",
                        verbose_name="agency that deals with it",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person in charge",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="answer due on")),
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented for the demonstration.",
                        verbose_name="example",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a8e2ccfd4ce906f21bd91c10af42358d3c739a13",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c4683",
                            table="programs_voicehistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="programs.voice",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("due", "due soon"), ("overdue", "overdue")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="answer due on")),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at"),
                ),
            ],
            options={
                "verbose_name": "reminder of a voice",
                "verbose_name_plural": "reminders of voices",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("voice", "kind", "due_on"), name="programs_voicereminder_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2a4602f67fc07a2b2839fda1b4b1f6cb5801206c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_032cb",
                            table="programs_voicereminder",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceSummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "voice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summary",
                        to="programs.voice",
                    ),
                ),
                ("title_ko", models.CharField(max_length=100, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=100, verbose_name="title (English)"),
                ),
                (
                    "difficulty_ko",
                    models.TextField(max_length=2000, verbose_name="difficulty (Korean)"),
                ),
                (
                    "difficulty_en",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="difficulty (English)"
                    ),
                ),
                (
                    "outcome_ko",
                    models.TextField(max_length=2000, verbose_name="what was done (Korean)"),
                ),
                (
                    "outcome_en",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what was done (English)"
                    ),
                ),
                (
                    "shows_zone",
                    models.BooleanField(
                        default=True,
                        help_text="Not where few companies are of this kind there: the zone would name it.",
                        verbose_name="say the zone",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for the company"),
                            ("agreed", "agreed to"),
                            ("declined", "not agreed to"),
                            ("published", "published"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        verbose_name="state of the summary",
                    ),
                ),
                (
                    "edition",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="edition"),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposed at"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="agreed at"),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published at"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "public summary of a voice",
                "verbose_name_plural": "public summaries of voices",
                "ordering": ["-published_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_ko", ""), _negated=True),
                            models.Q(("difficulty_ko", ""), _negated=True),
                            models.Q(("outcome_ko", ""), _negated=True),
                        ),
                        name="programs_voicesummary_has_texts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_voicesummary_agreed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True), ("published_by__isnull", True)
                            ),
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_voicesummary_published_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_at__isnull", False), ("state__in", ["agreed", "published"])
                            ),
                            models.Q(("agreed_at", None), ("state__in", ["proposed", "declined"])),
                            _connector="OR",
                        ),
                        name="programs_voicesummary_agreed_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                ("published_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_voicesummary_published_has_stamp",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{agreed:declined,agreed:proposed,agreed:published,declined:proposed,proposed:agreed,proposed:declined,published:agreed,published:declined,published:proposed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="f9f790cdc3c50d5713fd87bd37b9a55c1c4d4d98",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_0ec4e",
                            table="programs_voicesummary",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_voicesummaryhistory" ("agreed_at", "agreed_by_id", "difficulty_en", "difficulty_ko", "edition", "id", "outcome_en", "outcome_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "published_at", "published_by_id", "shows_zone", "state", "title_en", "title_ko", "voice_id") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."difficulty_en", NEW."difficulty_ko", NEW."edition", NEW."id", NEW."outcome_en", NEW."outcome_ko", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."published_at", NEW."published_by_id", NEW."shows_zone", NEW."state", NEW."title_en", NEW."title_ko", NEW."voice_id"); RETURN NULL;',
                            hash="3553b9488fcfb3e0beab3559b7767af7aee6f38a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c3a34",
                            table="programs_voicesummary",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_voicesummaryhistory" ("agreed_at", "agreed_by_id", "difficulty_en", "difficulty_ko", "edition", "id", "outcome_en", "outcome_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "published_at", "published_by_id", "shows_zone", "state", "title_en", "title_ko", "voice_id") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."difficulty_en", NEW."difficulty_ko", NEW."edition", NEW."id", NEW."outcome_en", NEW."outcome_ko", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."published_at", NEW."published_by_id", NEW."shows_zone", NEW."state", NEW."title_en", NEW."title_ko", NEW."voice_id"); RETURN NULL;',
                            hash="ae44e68cad153049b7e678184ea9f732a19aa348",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f20a4",
                            table="programs_voicesummary",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_voicesummaryhistory" ("agreed_at", "agreed_by_id", "difficulty_en", "difficulty_ko", "edition", "id", "outcome_en", "outcome_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "published_at", "published_by_id", "shows_zone", "state", "title_en", "title_ko", "voice_id") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."difficulty_en", OLD."difficulty_ko", OLD."edition", OLD."id", OLD."outcome_en", OLD."outcome_ko", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."published_at", OLD."published_by_id", OLD."shows_zone", OLD."state", OLD."title_en", OLD."title_ko", OLD."voice_id"); RETURN NULL;',
                            hash="ae7fe4ed1c2eaffc02ec156bd7482ec578c53b97",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6cde7",
                            table="programs_voicesummary",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.attendance",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "registration",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.registration",
                        verbose_name="registration",
                    ),
                ),
                ("arrived_at", models.DateTimeField(verbose_name="arrived at")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded at"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                ("scan", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
                (
                    "undone_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was taken back"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2a2f2a4cd7183c779ceac64972e4e99176d248bf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5482d",
                            table="programs_attendancehistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="programs.selection",
                        verbose_name="selection",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="programs.application",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("selected", "selected"),
                            ("reserve", "reserve"),
                            ("rejected", "not selected"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score"),
                ),
                (
                    "awarded_won",
                    models.BigIntegerField(blank=True, null=True, verbose_name="awarded (won)"),
                ),
                (
                    "reserve_place",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place on the reserve list"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["selection", "-score", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("selection", "application"),
                        name="programs_decision_once_a_selection",
                    ),
                    models.UniqueConstraint(
                        fields=("selection", "reserve_place"),
                        name="programs_decision_reserve_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="programs_decision_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("awarded_won__gt", 0),
                                ("awarded_won__isnull", False),
                                ("outcome", "selected"),
                            ),
                            models.Q(
                                models.Q(("outcome", "selected"), _negated=True),
                                ("awarded_won", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_decision_only_selected_have_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserve_place", None),
                            models.Q(("outcome", "reserve"), ("reserve_place__gte", 1)),
                            _connector="OR",
                        ),
                        name="programs_decision_only_reserve_has_place",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fc9716361ce59d615f5d2d60b65e7a96f81c99fd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_d6d7d",
                            table="programs_decision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="with_its_proposal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    PERFORM 1 FROM programs_selection\n      WHERE id = NEW.selection_id AND (state = 'proposed' OR number = 0) FOR SHARE;\n    IF NOT FOUND THEN\n        RAISE EXCEPTION 'selection % takes no more decisions', NEW.selection_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_decision_with_its_proposal';\n    END IF;\n    RETURN NEW;\n",
                            hash="9298f267eaf1f33ef2300f3aeee8b48f03fcdd19",
                            operation="INSERT",
                            pgid="pgtrigger_with_its_proposal_0ede3",
                            table="programs_decision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_decisionhistory" ("application_id", "awarded_won", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserve_place", "score", "selection_id") VALUES (NEW."application_id", NEW."awarded_won", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reserve_place", NEW."score", NEW."selection_id"); RETURN NULL;',
                            hash="3538cb9fa4f7e281233dda7675bb0d57e54a7d90",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_025f7",
                            table="programs_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_decisionhistory" ("application_id", "awarded_won", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserve_place", "score", "selection_id") VALUES (NEW."application_id", NEW."awarded_won", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reserve_place", NEW."score", NEW."selection_id"); RETURN NULL;',
                            hash="eeb599abdb7a3dc9fa233d7a3a82de9b33f7b85d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_49860",
                            table="programs_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_decisionhistory" ("application_id", "awarded_won", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserve_place", "score", "selection_id") VALUES (OLD."application_id", OLD."awarded_won", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reserve_place", OLD."score", OLD."selection_id"); RETURN NULL;',
                            hash="90f23f096d45bc555446c42269e42334ada29b15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5b5b5",
                            table="programs_decision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programs.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "supplement_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programs.supplementfile",
                        verbose_name="file of a supplement",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("admin", "administration"),
                            ("review", "reviewer desk"),
                            ("document", "document"),
                            ("supplement", "file of a supplement"),
                            ("export", "exported list"),
                        ],
                        max_length=20,
                        verbose_name="where",
                    ),
                ),
                (
                    "address",
                    models.GenericIPAddressField(
                        blank=True, null=True, verbose_name="from address"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "read_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "readings",
                "ordering": ["-read_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", "export"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_reading_export_has_reason",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="457582e801051e56dcc0dab5b86e57e4966740b8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_0f804",
                            table="programs_reading",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.score",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "assignment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.assignment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.criterion",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="points",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b4a7d420ab4967d785fdd7587267e5bb077dc745",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_537b4",
                            table="programs_scorehistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelectionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.selection",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "panel",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.panel",
                        verbose_name="panel",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "ranking",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.ranking",
                        verbose_name="ranking",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("confirmed", "confirmed"),
                            ("returned", "returned"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it is made anew")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposed at"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "publishes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="public from"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="returned at"),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="returned by",
                    ),
                ),
                ("return_reason", models.TextField(blank=True, verbose_name="why it was returned")),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="applicants told at"),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="375818517903a93acdc21c3abb92ee1e2392db64",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6f6a2",
                            table="programs_selectionhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="programs.application",
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=60, unique=True, verbose_name="receipt number"),
                ),
                ("content", models.TextField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("key_id", models.CharField(blank=True, max_length=16, verbose_name="key")),
                (
                    "signature",
                    models.CharField(
                        blank=True, max_length=128, verbose_name="signature (Ed25519)"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "documents",
                    models.ManyToManyField(related_name="submissions", to="programs.document"),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["-received_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sha256",
                                models.Func(
                                    models.Func(
                                        models.Func(
                                            models.F("content"),
                                            models.Value("UTF8"),
                                            function="convert_to",
                                            output_field=models.BinaryField(),
                                        ),
                                        function="sha256",
                                        output_field=models.BinaryField(),
                                    ),
                                    models.Value("hex"),
                                    function="encode",
                                    output_field=models.TextField(),
                                ),
                            )
                        ),
                        name="programs_submission_digest_is_true",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key_id", ""), ("signature", "")),
                            models.Q(
                                ("key_id__regex", "^[0-9a-f]{16}$"),
                                ("signature__regex", "^[0-9a-f]{128}$"),
                            ),
                            _connector="OR",
                        ),
                        name="programs_submission_signature_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7a7c71d87cf91e34be04fd7489615dccd155747f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_434ed",
                            table="programs_submission",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="not_behind_a_seal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (\n        SELECT FROM programs_application\n          JOIN programs_call ON programs_call.id = programs_application.call_id\n          JOIN programs_seal ON programs_seal.call_id = programs_call.id\n         WHERE programs_application.id = NEW.application_id\n           AND (\n               programs_seal.sealed_at >= NEW.received_at\n               OR programs_seal.ended_at = least(\n                   programs_call.closes_at, programs_call.closed_at, programs_call.cancelled_at\n               )\n           )\n    ) THEN\n        RAISE EXCEPTION 'submission % does not stand in the seal of its call', NEW.number\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_submission_not_behind_seal';\n    END IF;\n    RETURN NEW;\n",
                            hash="1570410047f31a11ee2fd9b5f4c8a9377a74d858",
                            operation="INSERT",
                            pgid="pgtrigger_not_behind_a_seal_40112",
                            table="programs_submission",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unlock",
                        to="programs.scoresheet",
                        verbose_name="score sheet",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "unlocked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="unlocked at"
                    ),
                ),
                (
                    "unlocked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="unlocked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "unlock",
                "verbose_name_plural": "unlocks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="programs_unlock_has_reason",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1c944dc82d3a470cda0a124c3b0b966d3f5f575d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_73159",
                            table="programs_unlock",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_the_newest_sheet",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT FROM programs_scoresheet sheet\n                  JOIN programs_assignment assignment ON assignment.id = sheet.assignment_id\n                 WHERE sheet.id = NEW.sheet_id AND assignment.state = 'finished'\n                   AND NOT EXISTS (\n                       SELECT FROM programs_scoresheet later\n                        WHERE later.assignment_id = sheet.assignment_id\n                          AND later.number > sheet.number\n                   )\n            ) THEN\n                RAISE EXCEPTION 'sheet % is not the one that counts', NEW.sheet_id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_unlock_of_the_newest';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="f8ad94fb40ac28783ed2d925d27769515a29eefa",
                            operation="INSERT",
                            pgid="pgtrigger_of_the_newest_sheet_fe8c9",
                            table="programs_unlock",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="programs.application",
                    ),
                ),
                (
                    "required_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="programs.requireddocument",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="programs.question",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                (
                    "modified_ms",
                    models.BigIntegerField(default=0, verbose_name="last modified (milliseconds)"),
                ),
                ("seen", models.BigIntegerField(editable=False, null=True)),
                (
                    "received_bytes",
                    models.PositiveBigIntegerField(default=0, verbose_name="received (bytes)"),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="started at"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "touched_at",
                    models.DateTimeField(
                        db_index=True,
                        default=django.utils.timezone.now,
                        verbose_name="last part at",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upload",
                        to="programs.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("document", None)),
                        fields=("started_by", "application", "required_document"),
                        name="programs_upload_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("document", None)),
                        fields=("started_by", "application", "question"),
                        name="programs_upload_one_open_per_question",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", None), ("required_document__isnull", False)),
                            models.Q(("question__isnull", False), ("required_document", None)),
                            _connector="OR",
                        ),
                        name="programs_upload_for_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_bytes__lte", models.F("size")), ("size__gt", 0)
                        ),
                        name="programs_upload_no_more_than_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("document", None),
                            ("received_bytes", models.F("size")),
                            _connector="OR",
                        ),
                        name="programs_upload_document_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceSummaryHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.voicesummary",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "voice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.voice",
                    ),
                ),
                ("title_ko", models.CharField(max_length=100, verbose_name="title (Korean)")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=100, verbose_name="title (English)"),
                ),
                (
                    "difficulty_ko",
                    models.TextField(max_length=2000, verbose_name="difficulty (Korean)"),
                ),
                (
                    "difficulty_en",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="difficulty (English)"
                    ),
                ),
                (
                    "outcome_ko",
                    models.TextField(max_length=2000, verbose_name="what was done (Korean)"),
                ),
                (
                    "outcome_en",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what was done (English)"
                    ),
                ),
                (
                    "shows_zone",
                    models.BooleanField(
                        default=True,
                        help_text="Not where few companies are of this kind there: the zone would name it.",
                        verbose_name="say the zone",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for the company"),
                            ("agreed", "agreed to"),
                            ("declined", "not agreed to"),
                            ("published", "published"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=20,
                        verbose_name="state of the summary",
                    ),
                ),
                (
                    "edition",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="edition"),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="proposed at"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="agreed at"),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published at"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="443cf1576d22268ac217282ff76d0b9aee0509a4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_699bb",
                            table="programs_voicesummaryhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.decision",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "selection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.selection",
                        verbose_name="selection",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("selected", "selected"),
                            ("reserve", "reserve"),
                            ("rejected", "not selected"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score"),
                ),
                (
                    "awarded_won",
                    models.BigIntegerField(blank=True, null=True, verbose_name="awarded (won)"),
                ),
                (
                    "reserve_place",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place on the reserve list"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5cfaafc87fe543fe44ad6b8726fde6d87d538068",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1f430",
                            table="programs_decisionhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="programs.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="programs.screening",
                        verbose_name="eligibility check",
                    ),
                ),
                ("asks", models.CharField(max_length=300, verbose_name="what you ask for")),
                ("text", models.TextField(max_length=10000, verbose_name="reasons")),
                ("noticed_at", models.DateTimeField(verbose_name="told at")),
                ("closes_at", models.DateTimeField(verbose_name="could be filed until")),
                ("filed_at", models.DateTimeField(verbose_name="received at")),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="filed by",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="to be decided until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filed", "received"),
                            ("handled", "being examined"),
                            ("proposed", "answer waits for a second person"),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="filed",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_objections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person in charge",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "upheld"),
                            ("partly", "upheld in part"),
                            ("dismissed", "dismissed"),
                            ("inadmissible", "inadmissible"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="answer")),
                (
                    "proposed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="proposed at"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(fields=["state", "due_at"], name="programs_objection_by_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), ("screening", None)),
                            models.Q(("decision", None), ("screening__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_objection_against_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("decision",),
                        name="programs_objection_one_per_decision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("screening",),
                        name="programs_objection_one_per_screening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asks__regex", "\\S"), ("text__regex", "\\S")),
                        name="programs_objection_has_texts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("filed_at__gte", models.F("noticed_at")),
                            ("filed_at__lt", models.F("closes_at")),
                            ("due_at__gt", models.F("filed_at")),
                        ),
                        name="programs_objection_filed_in_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handler__isnull", True), ("taken_at__isnull", True)),
                            models.Q(("handler__isnull", False), ("taken_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_objection_taken_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(
                                ("proposed_at__isnull", False), ("proposed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_objection_proposed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programs_objection_decided_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="programs_objection_withdrawn_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "filed"), ("taken_at", None)),
                            ("state", "withdrawn"),
                            models.Q(
                                models.Q(("state", "filed"), _negated=True),
                                ("taken_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="programs_objection_taken_has_handler",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__regex", "\\S"),
                                ("proposed_at__isnull", False),
                                ("state__in", ["proposed", "decided"]),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["proposed", "decided"]), _negated=True),
                                ("proposed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_objection_proposed_has_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("state", "decided")),
                            models.Q(
                                models.Q(("state", "decided"), _negated=True), ("decided_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="programs_objection_decided_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="programs_objection_decided_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_objection_withdrawn_has_stamp",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{filed:handled,filed:withdrawn,handled:proposed,handled:withdrawn,proposed:decided,proposed:handled,proposed:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="020502205a908f627e054bc0594db3ad29b0a1dd",
                            operation="UPDATE",
                            pgid="pgtrigger_state_moves_99462",
                            table="programs_objection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="of_its_application",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT FROM programs_decision\n                 WHERE id = NEW.decision_id AND application_id = NEW.application_id\n                UNION ALL\n                SELECT FROM programs_screening\n                 WHERE id = NEW.screening_id AND application_id = NEW.application_id\n                   AND NOT is_eligible\n            ) THEN\n                RAISE EXCEPTION 'application % was told nothing of this', NEW.application_id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_objection_of_its_application';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="5bff16725a78d4db240511422c8d8c8aaf7d8b56",
                            operation="INSERT",
                            pgid="pgtrigger_of_its_application_e9125",
                            table="programs_objection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="what_was_filed_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF OLD.state IN ('decided', 'withdrawn') OR ROW(\n                OLD.application_id, OLD.decision_id, OLD.screening_id, OLD.asks, OLD.text,\n                OLD.noticed_at, OLD.closes_at, OLD.filed_at, OLD.filed_by_id, OLD.due_at\n            ) IS DISTINCT FROM ROW(\n                NEW.application_id, NEW.decision_id, NEW.screening_id, NEW.asks, NEW.text,\n                NEW.noticed_at, NEW.closes_at, NEW.filed_at, NEW.filed_by_id, NEW.due_at\n            ) THEN\n                RAISE EXCEPTION 'objection % stays as it was filed', NEW.id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_objection_stays';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="54be1e4843a911caa4f3d10977d2bf34dc983a1b",
                            operation="UPDATE",
                            pgid="pgtrigger_what_was_filed_stays_0abba",
                            table="programs_objection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="handled_by_who_took_no_part",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF EXISTS (\n                SELECT FROM (\n    SELECT reviewer.user_id FROM programs_assignment assignment\n      JOIN programs_reviewer reviewer ON reviewer.id = assignment.reviewer_id\n     WHERE assignment.panel_id IN (\n           SELECT panel_id FROM programs_assignment WHERE application_id = NEW.application_id\n     )\n    UNION SELECT assigned_by_id FROM programs_assignment WHERE application_id = NEW.application_id\n    UNION SELECT screened_by_id FROM programs_screening WHERE id = NEW.screening_id\n    UNION SELECT unnest(ARRAY[proposed_by_id, confirmed_by_id]) FROM programs_selection\n     WHERE id IN (SELECT selection_id FROM programs_decision WHERE application_id = NEW.application_id)\n    UNION SELECT member.user_id FROM zones_companymember member\n      JOIN programs_application application ON application.company_id = member.company_id\n     WHERE application.id = NEW.application_id\n) AS part (person)\n                 WHERE person IN (NEW.handler_id, NEW.proposed_by_id, NEW.decided_by_id)\n            ) THEN\n                RAISE EXCEPTION 'objection % is handled by somebody who took part', NEW.id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_objection_handled_by_others';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="2630237755b1cef169a3ec5119cbb8f80f9fe370",
                            operation='INSERT OR UPDATE OF "handler_id", "proposed_by_id", "decided_by_id"',
                            pgid="pgtrigger_handled_by_who_took_no_part_b3dc0",
                            table="programs_objection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3ceb9053c18e2835053e3b1650c2046a61322d85",
                            operation="DELETE",
                            pgid="pgtrigger_never_deleted_4174e",
                            table="programs_objection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_objectionhistory" ("answer", "application_id", "asks", "closes_at", "decided_at", "decided_by_id", "decision_id", "due_at", "filed_at", "filed_by_id", "handler_id", "id", "noticed_at", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "screening_id", "state", "taken_at", "text", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."answer", NEW."application_id", NEW."asks", NEW."closes_at", NEW."decided_at", NEW."decided_by_id", NEW."decision_id", NEW."due_at", NEW."filed_at", NEW."filed_by_id", NEW."handler_id", NEW."id", NEW."noticed_at", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."screening_id", NEW."state", NEW."taken_at", NEW."text", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                            hash="166ac2c1df7859d0678b3d5d05cf082e30dfc424",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2ca84",
                            table="programs_objection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programs_objectionhistory" ("answer", "application_id", "asks", "closes_at", "decided_at", "decided_by_id", "decision_id", "due_at", "filed_at", "filed_by_id", "handler_id", "id", "noticed_at", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "screening_id", "state", "taken_at", "text", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."answer", NEW."application_id", NEW."asks", NEW."closes_at", NEW."decided_at", NEW."decided_by_id", NEW."decision_id", NEW."due_at", NEW."filed_at", NEW."filed_by_id", NEW."handler_id", NEW."id", NEW."noticed_at", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."screening_id", NEW."state", NEW."taken_at", NEW."text", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                            hash="240741bdfd574e6e26a2d4076a63b6408bb02ddf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_79e02",
                            table="programs_objection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programs_objectionhistory" ("answer", "application_id", "asks", "closes_at", "decided_at", "decided_by_id", "decision_id", "due_at", "filed_at", "filed_by_id", "handler_id", "id", "noticed_at", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "screening_id", "state", "taken_at", "text", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."answer", OLD."application_id", OLD."asks", OLD."closes_at", OLD."decided_at", OLD."decided_by_id", OLD."decision_id", OLD."due_at", OLD."filed_at", OLD."filed_by_id", OLD."handler_id", OLD."id", OLD."noticed_at", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."screening_id", OLD."state", OLD."taken_at", OLD."text", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;',
                            hash="95e9753588edd657e0627f922a96c06d1a1f1870",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_34dfd",
                            table="programs_objection",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmittedDocument",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a3471dde74092ae6bdc786516f4f7e6843c7f0ca",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_7528c",
                            table="programs_submission_documents",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="not_behind_a_seal",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NOT EXISTS (\n                SELECT FROM programs_submission\n                  JOIN programs_document USING (application_id)\n                 WHERE programs_submission.id = NEW.submission_id\n                   AND programs_document.id = NEW.document_id\n            ) THEN\n                RAISE EXCEPTION 'document % is not of the application of submission %',\n                    NEW.document_id, NEW.submission_id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_submission_documents_of_one_application';\n            END IF;\n            IF EXISTS (\n                SELECT FROM programs_submission\n                  JOIN programs_application\n                    ON programs_application.id = programs_submission.application_id\n                  JOIN programs_seal ON programs_seal.call_id = programs_application.call_id\n                 WHERE programs_submission.id = NEW.submission_id\n                   AND programs_seal.sealed_at > programs_submission.received_at\n            ) THEN\n                RAISE EXCEPTION 'submission % is sealed', NEW.submission_id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_submission_documents_sealed';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="ed5db7a825b93679a2fbde0d4a49f268768dff5e",
                            operation="INSERT",
                            pgid="pgtrigger_not_behind_a_seal_cd84d",
                            table="programs_submission_documents",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
            bases=("programs.submission_documents",),
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="programs.upload",
                    ),
                ),
                ("offset", models.PositiveBigIntegerField(verbose_name="begins at (bytes)")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.document.part_path,
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of an upload",
                "verbose_name_plural": "parts of uploads",
                "ordering": ["offset"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("upload", "offset"), name="programs_uploadpart_one_per_offset"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)),
                        name="programs_uploadpart_has_bytes_and_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scan_state",
                    models.CharField(
                        choices=[
                            ("unscanned", "not checked, as no scanner was set"),
                            ("waiting", "being checked"),
                            ("clean", "checked"),
                            ("infected", "withheld"),
                            ("cleared", "released by the foundation"),
                        ],
                        default="unscanned",
                        max_length=20,
                        verbose_name="virus check",
                    ),
                ),
                (
                    "scan_finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what was found"),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "scan_failed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="check failed at"),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="programs.objection",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=programs.models.objection.objection_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=120, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size (bytes)")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="uploaded at"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "file of an objection",
                "verbose_name_plural": "files of objections",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan_state__in", ["unscanned", "waiting"])),
                        fields=["scan_failed_at"],
                        name="objectionfile_to_scan",
                    ),
                    models.Index(fields=["file"], name="objectionfile_file"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["clean", "infected", "cleared"]),
                                ("scanned_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["clean", "infected", "cleared"]),
                                    _negated=True,
                                ),
                                ("scanned_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="programs_objectionfile_scanned_has_stamp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("scan_state__in", ["infected", "cleared"]),
                                models.Q(("scan_finding", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("scan_state__in", ["infected", "cleared"]), _negated=True
                                ),
                                ("scan_finding", ""),
                            ),
                            _connector="OR",
                        ),
                        name="programs_objectionfile_found_has_finding",
                    ),
                    models.UniqueConstraint(
                        fields=("objection", "sha256"), name="programs_objectionfile_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="programs_objectionfile_digest_has_form",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="scan_state_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."scan_state", \':\', NEW."scan_state") = ANY(\'{infected:cleared,unscanned:clean,unscanned:infected,waiting:clean,waiting:infected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."scan_state" IS DISTINCT FROM NEW."scan_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "scan_state" from "%" to "%" on table %\', OLD."scan_state", NEW."scan_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="7af7c395526a048913861f09763f8fd2862c85f0",
                            operation="UPDATE",
                            pgid="pgtrigger_scan_state_moves_14a0c",
                            table="programs_objectionfile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="while_it_is_filed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            PERFORM FROM programs_objection\n             WHERE id = NEW.objection_id AND state IN ('filed', 'handled') FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'objection % takes no more files', NEW.objection_id\n                    USING ERRCODE = 'check_violation',\n                          CONSTRAINT = 'programs_objectionfile_while_open';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="d5faa0b2ead421b738b4b6856c0750f9b62fc5c0",
                            operation="INSERT",
                            pgid="pgtrigger_while_it_is_filed_d1345",
                            table="programs_objectionfile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="bytes_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."objection_id" IS DISTINCT FROM (NEW."objection_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="4f7e93ac29d7d3b5a214a12073050ada62348da1",
                            operation="UPDATE",
                            pgid="pgtrigger_bytes_never_change_be09d",
                            table="programs_objectionfile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_deleted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="81b1ede4cca63e05928a99bc25aadbe10f19cd9f",
                            operation="DELETE",
                            pgid="pgtrigger_never_deleted_3c063",
                            table="programs_objectionfile",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="versions",
                        to="programs.objection",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.screening",
                        verbose_name="eligibility check",
                    ),
                ),
                ("asks", models.CharField(max_length=300, verbose_name="what you ask for")),
                ("text", models.TextField(max_length=10000, verbose_name="reasons")),
                ("noticed_at", models.DateTimeField(verbose_name="told at")),
                ("closes_at", models.DateTimeField(verbose_name="could be filed until")),
                ("filed_at", models.DateTimeField(verbose_name="received at")),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="filed by",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="to be decided until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filed", "received"),
                            ("handled", "being examined"),
                            ("proposed", "answer waits for a second person"),
                            ("decided", "decided"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="filed",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person in charge",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "upheld"),
                            ("partly", "upheld in part"),
                            ("dismissed", "dismissed"),
                            ("inadmissible", "inadmissible"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=10000, verbose_name="answer")),
                (
                    "proposed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="proposed at"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7ab9ba545a637757da1ae3a65b667b1761e95e82",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7a03c",
                            table="programs_objectionhistory",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clock_mails",
                        to="programs.objection",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("week", "seven days before"),
                            ("day", "a day before"),
                            ("late", "overdue"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at"),
                ),
            ],
            options={
                "verbose_name": "mail about an objection",
                "verbose_name_plural": "mails about objections",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("objection", "kind"), name="programs_objectionmail_once"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f09203a759556f8fcdb7d4338fee94e09c742b22",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_40560",
                            table="programs_objectionmail",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="zones",
            field=models.ManyToManyField(
                related_name="calls",
                through="programs.CallZone",
                to="zones.zone",
                verbose_name="zones",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["state", "published_at"], name="programs_call_published"),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                fields=["published_at"],
                include=(
                    "id",
                    "stage",
                    "agency",
                    "program",
                    "applicant_kinds",
                    "state",
                    "cancelled_at",
                    "opens_at",
                    "closes_at",
                    "closed_at",
                    "closing_mode",
                    "seat_count",
                    "taken_count",
                    "budget_won",
                    "taken_won",
                ),
                name="programs_call_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_at__lte", models.F("opens_at"))),
                name="programs_call_published_before_opening",
                violation_error_message="A call opens at or after its publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "opens_at__lt",
                        datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.UTC),
                    ),
                    (
                        "published_at__gte",
                        datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.UTC),
                    ),
                    models.Q(
                        ("closes_at", None),
                        (
                            "closes_at__lt",
                            datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        ("inquiries_close_at", None),
                        (
                            "inquiries_close_at__lt",
                            datetime.datetime(2100, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        _connector="OR",
                    ),
                ),
                name="programs_call_in_this_century",
                violation_error_message="Check the year: it must lie between 2000 and 2099.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("budget_won", None), ("budget_won__gt", 0), _connector="OR"),
                    models.Q(
                        ("award_limit_won", None), ("award_limit_won__gt", 0), _connector="OR"
                    ),
                ),
                name="programs_call_amounts_are_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at", None), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                ),
                name="programs_call_closes_after_opening",
                violation_error_message="A call closes after it opens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closing_mode", "clock"), _negated=True),
                    ("closes_at__isnull", False),
                    _connector="OR",
                ),
                name="programs_call_clock_mode_has_closing_time",
                violation_error_message="A call that closes at a set time needs that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "discarded")),
                    ("applicant_kinds__len__gt", 0),
                    _connector="OR",
                ),
                name="programs_call_has_applicant_kinds",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "discarded")),
                    models.Q(
                        models.Q(("purpose", ""), _negated=True),
                        models.Q(("support", ""), _negated=True),
                        models.Q(("support_period", ""), _negated=True),
                        models.Q(("eligibility", ""), _negated=True),
                        models.Q(("procedure", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="programs_call_has_mandatory_contents",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("inquiries_close_at", None),
                    models.Q(
                        ("inquiries_close_at__gt", models.F("published_at")),
                        models.Q(
                            ("closes_at", None),
                            ("inquiries_close_at__lt", models.F("closes_at")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="programs_call_inquiries_close_before_it",
                violation_error_message="Questions end after publication and before closing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat_count", None), ("seat_count__gt", 0), _connector="OR"),
                name="programs_call_has_seats",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_won__gte", 0)),
                name="programs_call_taken_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amendment_kind", ""), ("amendment_reason", ""), ("amends", None)),
                    models.Q(
                        ("amends__isnull", False),
                        models.Q(("amendment_kind", ""), _negated=True),
                        models.Q(("amendment_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="programs_call_amendment_has_kind_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("approved", "cancelled")), _negated=True),
                    ("amends", None),
                    _connector="OR",
                ),
                name="programs_call_amending_draft_is_not_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "merged"), _negated=True),
                    ("amends__isnull", False),
                    _connector="OR",
                ),
                name="programs_call_only_amending_drafts_merge",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "submitted"))),
                fields=("amends",),
                name="programs_call_one_amendment_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(
                        models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                        models.Q(("approved_by", models.F("created_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="programs_call_approved_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at__isnull", False),
                        ("state__in", ("approved", "cancelled", "merged")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("approved", "cancelled", "merged")), _negated=True),
                        ("approved_at", None),
                    ),
                    _connector="OR",
                ),
                name="programs_call_approved_has_stamp",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "discarded")),
                    ("submitted_at__isnull", False),
                    _connector="OR",
                ),
                name="programs_call_submitted_has_stamp",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="programs_call_submitted_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="programs_call_approved_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="programs_call_closed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                    models.Q(("cancelled_at__isnull", False), ("cancelled_by__isnull", False)),
                    _connector="OR",
                ),
                name="programs_call_cancelled_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_at", None)
                    ),
                    _connector="OR",
                ),
                name="programs_call_cancelled_has_stamp",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="reviewers",
            field=models.ManyToManyField(
                related_name="panels",
                through="programs.PanelMember",
                to="programs.reviewer",
                verbose_name="reviewers",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.UniqueConstraint(
                fields=("call", "name"), name="programs_panel_one_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(("per_application__range", (1, 9))),
                name="programs_panel_reviewers_per_application",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("most_per_reviewer", None), ("most_per_reviewer__gte", 1), _connector="OR"
                ),
                name="programs_panel_most_per_reviewer",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quorum__gte", 1), ("quorum__lte", models.F("per_application"))
                ),
                name="programs_panel_quorum_can_be_reached",
                violation_error_message="More than the reviewers per application.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at", None),
                    ("closes_at", None),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="programs_panel_closes_after_opening",
                violation_error_message="The end lies before the beginning.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget_won", None), ("budget_won__gt", 0), _connector="OR"),
                name="programs_panel_budget_is_positive",
            ),
        ),
        migrations.RunSQL(ATTACHMENTS_NARROW, migrations.RunSQL.noop),
        migrations.RunSQL(PIECES_NARROW, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, "DROP FUNCTION keep_call_pieces(bigint)"),
        migrations.RunSQL(HOLDING, "DROP FUNCTION calls_holding(text, tsquery)"),
        migrations.RunPython(install_triggers, migrations.RunPython.noop),
    ]
