"""The report: the same numbers as a page, a picture and a spreadsheet."""

from handlers.conversation.commands import Command
from handlers.reports.charts import charts, name_of, summary
from handlers.reports.desk import show
from handlers.reports.months import month_name
from handlers.reports.tables import Table, tables
from storage.people.rules import Role

COMMANDS = (Command(("rapport", "report"), show, Role.HOST, aside=True),)

__all__ = ["COMMANDS", "Table", "charts", "month_name", "name_of", "summary", "tables"]
