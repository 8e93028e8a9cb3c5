"""Papers in several languages, interventions as files, and the words of letters."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="paperfile",
            name="language",
            field=models.CharField(
                blank=True, default="", help_text="Empty for the record, and for what was uploaded", max_length=10
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="intervention",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="intervention",
            name="is_public",
            field=models.BooleanField(default=False, help_text="Everybody reads it once the meeting is announced"),
        ),
        migrations.AddField(
            model_name="intervention",
            name="file",
            field=models.FileField(blank=True, default="", upload_to="interventions/%Y/"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="intervention",
            name="file_name",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="intervention",
            name="size_bytes",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="intervention",
            name="sha256",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="intervention",
            name="searched",
            field=models.TextField(
                blank=True, default="", help_text="Its words and those of its file, folded for the search"
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occasion", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=160)),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.network"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["network", "occasion", "language"], name="one_text_of_each_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occasion", models.CharField(max_length=30)),
                ("sent_on", models.DateField()),
                (
                    "city",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.city"),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.network"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_on",),
                "constraints": [
                    models.UniqueConstraint(fields=["network", "occasion", "city", "sent_on"], name="one_letter_a_day")
                ],
            },
        ),
    ]
