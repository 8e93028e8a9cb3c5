"""A part of a commitment is answered as an indicator, and what shows it may be a long address."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more type of answer, and a longer locator."""

    dependencies: ClassVar = [("figures", "0003_figure_version_role_of_publisher")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="indicator",
            name="answer_type",
            field=models.CharField(
                choices=[
                    ("quantity", "Number"),
                    ("share", "Share"),
                    ("yes-no", "Yes or no"),
                    ("level", "Level"),
                    ("proportion-of-cities", "Yes or no of each city, a proportion of the network"),
                    ("commitment", "What became of a commitment"),
                ],
                default="quantity",
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="figureversion",
            name="locator",
            field=models.CharField(
                blank=True, help_text="Where in its source it stands, or what shows it", max_length=500
            ),
        ),
    ]
