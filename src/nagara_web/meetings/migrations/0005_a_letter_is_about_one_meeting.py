"""A letter about one meeting is not kept back by one about another."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Letters sent before do not say what they were about."""

    dependencies: ClassVar = [("meetings", "0004_an_issue_has_many_languages")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="sentmessage", name="one_letter_a_day"),
        migrations.AddField(
            model_name="sentmessage",
            name="about",
            field=models.CharField(
                blank=True, default="", help_text="Slug of the meeting or round that it is about", max_length=120
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="sentmessage",
            constraint=models.UniqueConstraint(
                fields=("network", "occasion", "about", "city", "sent_on"), name="one_letter_a_day"
            ),
        ),
    ]
