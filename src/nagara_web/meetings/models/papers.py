"""Numbered papers: their issues, each made from a record, and their files in each language."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from nagara_web.meetings.models.gatherings import AgendaItem, Meeting

__all__ = ["MeetingPaper", "PaperFile", "PaperVersion"]

PERSON = settings.AUTH_USER_MODEL


class MeetingPaper(models.Model):
    """A numbered paper; its number stays, its versions follow each other."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, help_text="As in the library; uploaded for a file of somebody's own")
    title = models.CharField(max_length=200)
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers")

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="one_paper_of_each_number")]

    def __str__(self) -> str:
        return f"{self.meeting.starts_on.year}/{self.number}"

    @property
    def newest(self) -> PaperVersion:
        """Its last issue, distributed or not."""
        return self.versions.all()[0]

    @property
    def distributed(self) -> list[PaperVersion]:
        """Issues that everybody reads, the last one first."""
        return [each for each in self.versions.all() if each.distributed_on is not None]


class PaperVersion(models.Model):
    """One issue of a paper: the record it was made from, and when."""

    paper = models.ForeignKey(MeetingPaper, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField(default=0)
    cut_off = models.DateField(null=True, blank=True)
    record = models.TextField(blank=True, help_text="Tracked data, from which the paper can be made again")
    record_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    distributed_on = models.DateField(null=True, blank=True, help_text="From this day everybody reads it")

    class Meta:
        ordering = ("-revision",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper", "revision"], name="each_revision_once")]

    def __str__(self) -> str:
        return f"{self.paper} Rev.{self.revision}" if self.revision else str(self.paper)

    @property
    def languages(self) -> list[str]:
        """Codes of the languages that it was made in, the one it was first made in before the others."""
        return list(dict.fromkeys(each.language for each in self.files.all() if each.language))

    @property
    def by_language(self) -> list[tuple[str, list[PaperFile]]]:
        """Its files by language, then those that have none: the record, or what was uploaded."""
        files = list(self.files.all())
        return [(code, [each for each in files if each.language == code]) for code in (*self.languages, "")]


class PaperFile(models.Model):
    """One file of a version."""

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, blank=True, help_text="Empty for the record, and for what was uploaded")
    kind = models.CharField(max_length=8, help_text="Ending of its name")
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="papers/%Y/")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="each_paper_file_once")]

    def __str__(self) -> str:
        return self.name
