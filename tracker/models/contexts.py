"""Which quotes of a text that is not public are shown with the words around them."""

from django.db import models
from django.db.models import Q

from tracker.comparison import excerpts
from tracker.models.documents import Document, Snapshot


class QuoteContext(models.Model):
    """A quote of a document that is shown with its context; kept when the quote is replaced.

    So that the words around the quotes of a text are shown at so many places, however often
    records that cite it are changed.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="contexts")
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="contexts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="quote_context_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["snapshot", "start", "end"], name="quote_context_of_a_place_is_one"
            ),
            models.CheckConstraint(
                name="quote_contexts_are_few",
                condition=Q(number__range=(1, excerpts.MOST_CONTEXTS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of {self.snapshot}"

    @classmethod
    def is_shown(cls, snapshot: Snapshot, start: int, end: int) -> bool:
        """Return whether the quote at this place is shown with its context, from now on or already.

        Of a text that is public all are.
        """
        document = snapshot.document
        if document.is_text_public:
            return True
        here = cls._default_manager.filter(snapshot=snapshot, start=start, end=end)
        if here.exists():
            return True
        taken = set(cls._default_manager.filter(document=document).values_list("number", flat=True))
        for number in sorted(set(range(1, excerpts.MOST_CONTEXTS + 1)) - taken):
            place = cls(document=document, number=number, snapshot=snapshot, start=start, end=end)
            # Others may take the same number meanwhile.
            cls._default_manager.bulk_create([place], ignore_conflicts=True)
            if here.exists():
                return True
        return False
