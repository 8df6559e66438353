"""What texts have in common, whoever wrote them: pure scoring, with a lexicon kept as data.

Must not know the database, nor what is compared.
"""

from storage.matching.alike import Shared, likeness, shared
from storage.matching.index import Alike, Index
from storage.matching.reading import Reader, Reading

__all__ = ["Alike", "Index", "Reader", "Reading", "Shared", "likeness", "shared"]
