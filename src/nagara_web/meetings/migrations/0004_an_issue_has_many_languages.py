"""An issue of a paper has the languages of its files, and none of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_files_say_their_language")]

    operations = [migrations.RemoveField(model_name="paperversion", name="language")]
