"""The report: the same numbers as a page, a picture and a spreadsheet."""

from handlers.conversation.commands import Command
from handlers.reports.charts import charts, month_name, name_of, summary
from handlers.reports.desk import show
from storage.people.rules import Role

COMMANDS = (Command(("rapport", "report"), show, Role.HOST, aside=True),)

__all__ = ["COMMANDS", "charts", "month_name", "name_of", "summary"]
