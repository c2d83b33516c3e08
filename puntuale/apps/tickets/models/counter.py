"""A number that only grows."""

from django.db import models


class Counter(models.Model):
    """The last number that was taken under a name."""

    name = models.CharField(max_length=20, unique=True)
    value = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
