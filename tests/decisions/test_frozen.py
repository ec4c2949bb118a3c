"""Frozen means frozen: every way of writing to an adopted decision is refused by the database itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from almere_camera import guards
from decisions.frozen import CHILDREN, GRANDCHILDREN
from decisions.models import (
    Acknowledgement,
    AdoptedText,
    Closure,
    Comparison,
    Completion,
    Consultation,
    Decision,
    DecisionKind,
    DesignatedArea,
    Fact,
    Interruption,
    LateMotivation,
    NoLongerNecessary,
    Objection,
    Publication,
    Remark,
    ReviewAfterwards,
    SavedVersion,
    Status,
    ViewingHours,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision() -> Decision:
    return factories.running_case()


def refused(act: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


COLUMNS = [f.name for f in Decision._meta.concrete_fields if f.name != "id"]


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_an_adopted_decision_changes(decision: Decision, column: str) -> None:
    other = factories.make_decision()
    field = Decision._meta.get_field(column)
    value: Any = {
        "BooleanField": True,
        "PositiveIntegerField": 999,
        "PositiveSmallIntegerField": 99,
        "DateField": date(2001, 1, 1),
        "DateTimeField": "2001-01-01T00:00:00Z",
        "ForeignKey": other.pk if column == "copied_from" else None,
    }.get(field.get_internal_type(), "anders")
    if getattr(decision, field.attname) == value:
        value = factories.make_user().pk if column == "created_by" else 12345
    refused(lambda: Decision.objects.filter(pk=decision.pk).update(**{field.attname: value}))


def test_orm_save_update_and_bulk_update_are_refused(decision: Decision) -> None:
    decision.title = "anders"
    refused(decision.save)
    refused(lambda: Decision.objects.filter(pk=decision.pk).update(title="anders"))
    refused(lambda: Decision.objects.bulk_update([decision], ["title"]))
    assert Decision.objects.get(pk=decision.pk).title != "anders"


def test_orm_and_sql_delete_are_refused(decision: Decision) -> None:
    refused(Decision.objects.filter(pk=decision.pk).delete)
    refused(lambda: sql("DELETE FROM decisions_decision WHERE id = %s", decision.pk))
    refused(lambda: sql("DELETE FROM decisions_designatedarea WHERE decision_id = %s", decision.pk))
    assert DesignatedArea.objects.filter(decision=decision).count() == 1


def test_raw_sql_update_is_refused(decision: Decision) -> None:
    refused(lambda: sql("UPDATE decisions_decision SET title = 'anders' WHERE id = %s", decision.pk))
    refused(lambda: sql("UPDATE decisions_decision SET status = 'concept' WHERE id = %s", decision.pk))


def test_replacing_the_row_is_refused(decision: Decision) -> None:
    """INSERT OR REPLACE deletes first on SQLite; on PostgreSQL ON CONFLICT DO UPDATE is an update."""
    columns = ", ".join(f'"{f.column}"' for f in Decision._meta.concrete_fields)
    source = f"SELECT {columns} FROM decisions_decision WHERE id = {int(decision.pk)}"
    if connection.vendor == "sqlite":
        refused(lambda: sql(f"INSERT OR REPLACE INTO decisions_decision ({columns}) {source}"))
    else:
        refused(
            lambda: sql(
                f"INSERT INTO decisions_decision ({columns}) {source}"
                " ON CONFLICT (id) DO UPDATE SET title = 'x'"
            )
        )


@pytest.mark.parametrize("status", [Status.ADOPTED, Status.CLOSED])
def test_nothing_beneath_it_changes(status: str) -> None:
    case = factories.complete_case()
    area, fact = case.designated_areas.get(), case.facts.get()
    consultation = case.consultations.get()
    factories.adopt(case, status=status)
    refused(lambda: DesignatedArea.objects.filter(pk=area.pk).update(last_day=date(2099, 1, 1)))
    refused(lambda: area.viewing_hours.all().delete())
    refused(lambda: ViewingHours.objects.create(designated_area=area, from_time="10:00", to_time="11:00"))
    refused(lambda: Fact.objects.filter(pk=fact.pk).update(value="1"))
    refused(lambda: Fact.objects.create(decision=case, retrieved_on=factories.TODAY))
    refused(lambda: consultation.participants.all().delete())
    refused(lambda: Consultation.objects.filter(pk=consultation.pk).update(outcome="anders"))
    refused(
        lambda: Remark.objects.create(
            decision=case, round=1, action="x", text="later", author=factories.make_user()
        )
    )
    refused(lambda: case.evidence.get().criteria.add(*case.framework.criteria.all()))  # type: ignore[union-attr]


def test_a_row_cannot_be_moved_to_or_from_it(decision: Decision) -> None:
    draft = factories.complete_case()
    fact = draft.facts.get()
    refused(lambda: Fact.objects.filter(pk=fact.pk).update(decision=decision))
    frozen_area = decision.designated_areas.get()
    refused(lambda: DesignatedArea.objects.filter(pk=frozen_area.pk).update(decision=draft))


def test_every_table_beneath_a_decision_is_guarded() -> None:
    """A model that somebody adds later must be frozen too, or be named here with its reason."""
    later = {Publication, AdoptedText, SavedVersion, Closure}  # rows of their own
    later |= {Completion, Comparison, Interruption, Objection, ReviewAfterwards, NoLongerNecessary}
    later |= {Interruption.areas.through, LateMotivation}
    later |= {Acknowledgement}  # a warning can arise later; append-only
    guarded = {f"decisions_{name}" for name in CHILDREN} | {f"decisions_{name}" for name, *_ in GRANDCHILDREN}
    links = DesignatedArea.deployments.through  # cameras are moved within an unchanged area
    for model in apps.get_app_config("decisions").get_models(include_auto_created=True):
        parents = {f.related_model for f in model._meta.concrete_fields if f.is_relation}
        beneath = Decision in parents or parents & {
            DesignatedArea,
            Consultation,
            apps.get_model("decisions", "Evidence"),
        }
        if beneath and model not in later | {Decision, links}:
            assert model._meta.db_table in guarded, model


def test_adopted_texts_versions_and_publications_are_append_only(decision: Decision) -> None:
    user = factories.make_user()
    adopted = AdoptedText.objects.create(
        decision=decision, kind="besluit", blocks="{}", html="", text="", pdf=b"x",
        adopted_on=factories.TODAY, registered_by=user,
    )  # fmt: skip
    version = SavedVersion.objects.create(
        decision=decision, number=77, round=1, what="x", saved_by=user, document={}, sha256=""
    )
    for row in (adopted, version, decision.publications.get()):
        refused(row.delete)
        refused(lambda row=row: type(row).objects.filter(pk=row.pk).update(decision=decision))


def test_a_reason_to_go_on_is_added_later_and_then_stays(decision: Decision) -> None:
    given = Acknowledgement.objects.create(
        decision=decision, code="I9", message="Geen bord.", reason="Morgen.", by=factories.make_user()
    )
    refused(given.delete)
    refused(lambda: Acknowledgement.objects.filter(pk=given.pk).update(reason="anders"))


def test_what_was_written_as_a_motivation_stays(decision: Decision) -> None:
    written = LateMotivation.objects.create(
        decision=decision, number=1, behoefte="Om deze reden.", written_by=factories.make_user()
    )
    refused(written.delete)
    refused(lambda: LateMotivation.objects.filter(pk=written.pk).update(behoefte="anders"))


def test_a_draft_may_still_change() -> None:
    case = factories.complete_case()
    case.title = "Een andere titel"
    case.save()
    case.facts.all().delete()
    assert Decision.objects.get(pk=case.pk).title == "Een andere titel"


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_leaves_the_guards() -> None:
    """SQLite drops the triggers of a table that AlterField rebuilds; after migrate they are back."""
    from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal

    decision = factories.running_case()
    operation = migrations.AlterField("decision", "title", models.CharField("titel", max_length=210))
    back = migrations.AlterField("decision", "title", models.CharField("titel", max_length=200))
    for step in (operation, back):
        before = ProjectState.from_apps(apps)
        after = before.clone()
        step.state_forwards("decisions", after)
        emit_pre_migrate_signal(0, False, "default")
        with connection.schema_editor() as editor:
            step.database_forwards("decisions", editor, before, after)
        emit_post_migrate_signal(0, False, "default")
        assert guards.missing() == set()
        refused(lambda: Decision.objects.filter(pk=decision.pk).update(title="anders"))


def test_an_ending_decision_does_not_touch_the_one_it_ends() -> None:
    ending = factories.complete_case(DecisionKind.END)
    before = ending.designated_areas.get().follows
    assert before is not None
    factories.adopt(ending)
    factories.publish(ending)
    assert before.decision.status == Status.ADOPTED
