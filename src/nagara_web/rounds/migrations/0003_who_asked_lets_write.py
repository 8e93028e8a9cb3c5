"""Cities that asked their coordinator before answers knew of it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_write(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the coordinator write wherever the report says that the city asked."""
    asked = apps.get_model("rounds", "Report").objects.filter(coordinator_asked=True)
    apps.get_model("answers", "AnswerSet").objects.filter(
        pk__in=list(asked.values_list("answer_set", flat=True))
    ).update(coordinator_may_write=True)


class Migration(migrations.Migration):
    """Copy what reports know to answers."""

    dependencies = [
        ("rounds", "0002_reminders_and_reasons"),
        ("answers", "0004_a_coordinator_who_was_asked_may_write"),
    ]
    operations = [migrations.RunPython(let_write, migrations.RunPython.noop)]
