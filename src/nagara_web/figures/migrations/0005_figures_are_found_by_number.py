"""Figures of a city, an indicator, a source or a year are found in the order of their numbers."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An index with the number of the figure in place of each without."""

    dependencies: ClassVar = [
        ("figures", "0004_commitments_are_answered"),
        ("places", "0002_say_who_says_that_a_fact_ended"),
    ]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="figure", index=models.Index(fields=["city", "id"], name="figures_fig_city_id_71776f_idx")
        ),
        migrations.AddIndex(
            model_name="figure", index=models.Index(fields=["indicator", "id"], name="figures_fig_indicat_f86a02_idx")
        ),
        migrations.AddIndex(
            model_name="figure", index=models.Index(fields=["source", "id"], name="figures_fig_source__2cd051_idx")
        ),
        migrations.AddIndex(
            model_name="figure", index=models.Index(fields=["year", "id"], name="figures_fig_year_bb74c0_idx")
        ),
        migrations.AlterField(
            model_name="figure",
            name="city",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figures",
                to="places.city",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="indicator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figures",
                to="figures.indicator",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figures",
                to="figures.source",
            ),
        ),
    ]
