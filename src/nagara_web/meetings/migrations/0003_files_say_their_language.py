"""Each file of a paper that was made from a record says the language that its issue was made in."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

MADE = ("html", "docx", "pdf")


def say_language(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401  (as Django calls it)
    """Take it from the issue."""
    version = apps.get_model("meetings", "PaperVersion").objects.filter(pk=OuterRef("version"))
    files = apps.get_model("meetings", "PaperFile").objects.filter(kind__in=MADE).exclude(version__record="")
    files.update(language=Subquery(version.values("language")[:1]))


def give_back(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401
    """Let each issue have the language of its first file again."""
    files = apps.get_model("meetings", "PaperFile").objects.filter(version=OuterRef("pk")).exclude(language="")
    issues = apps.get_model("meetings", "PaperVersion").objects.exclude(record="")
    issues.update(language=Coalesce(Subquery(files.order_by("pk").values("language")[:1]), Value("en")))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_languages_files_and_letters")]

    operations = [migrations.RunPython(say_language, give_back)]
