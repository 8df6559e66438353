"""The settings: the only reader of the environment, and of `.env` in the working folder.

The settings give what a library says about itself at first; a value that is changed at the desk
takes precedence. A wrong setting stops the start with one sentence that says which one, and what to
do.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from handlers.library import UNNAMED, WRITTEN, Branch, Colour, Library
from handlers.library.colours import LEAST_CONTRAST, contrast_with_white
from handlers.library.kinds import Picture
from handlers.staffed import staffed

SLUG = re.compile(r"[a-z0-9-]{1,30}")


class ConfigError(Exception):
    """A setting that cannot be used; the message is the sentence to show."""


def _database(value: str) -> str:
    """Take the usual short forms, and say which two engines there are."""
    short = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    short |= {"postgres": "postgresql+asyncpg"}
    scheme, separator, rest = value.partition("://")
    url = f"{short.get(scheme, scheme)}{separator}{rest}"
    try:
        driver = make_url(url).drivername
    except ArgumentError:
        driver = ""
    if driver not in short.values():
        raise ValueError("use sqlite:///path/to/file.db or postgresql://user@host/name")
    return url


def _branches(value: str) -> str:
    for piece in filter(None, (piece.strip() for piece in value.split(";"))):
        slug, separator, name = piece.partition("=")
        if not (separator and name.strip() and SLUG.fullmatch(slug.strip())):
            raise ValueError("write slug=Name; slug=Name, with a-z, 0-9 and - in the slugs")
    return value


def branches_of(setting: str) -> tuple[Branch, ...]:
    """The branches in a setting such as `north=North Library; south=South Library`."""
    pieces = filter(None, (piece.strip() for piece in setting.split(";")))
    pairs = (piece.partition("=") for piece in pieces)
    return tuple(Branch(slug.strip(), name.strip()) for slug, _, name in pairs)


def _colour(value: str) -> str:
    """Check that a colour is dark enough for the white text on it: WCAG 2.1 AA asks for 4.5:1."""
    numbers = [int(n) if n.strip().isdecimal() else -1 for n in value.split(",")]
    hue, saturation, lightness = numbers if len(numbers) == 3 else (-1, -1, -1)
    if not (0 <= hue < 360 and 0 <= saturation <= 100 and 0 <= lightness <= 100):
        raise ValueError("write hue,saturation,lightness such as 145,22,35")
    contrast = contrast_with_white(Colour(hue, saturation, lightness))
    if contrast < LEAST_CONTRAST:
        raise ValueError(f"is too light for white text ({contrast:.1f}:1, it must be 4.5:1)")
    return value


def _logo(value: str) -> str:
    """The picture in a file, as it is stored. The import is here because only a library with a logo
    needs Pillow.
    """
    if not value:
        return ""
    from bot.logo import NoLogo, drawn

    try:
        return drawn(Path(value).read_bytes())
    except (OSError, NoLogo):
        raise ValueError("it must be the path of a PNG, JPEG or WebP") from None


def _staffed(value: str) -> str:
    staffed(value)
    return value


def _networks(value: str) -> str:
    for piece in filter(None, (piece.strip() for piece in value.split(","))):
        ipaddress.ip_network(piece, strict=False)
    return value


def _public_url(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/\s]+", value.rstrip("/")):
        raise ValueError("write the address without a path, such as https://sammen.example.dk")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    if value and not re.fullmatch(r"https://[^/\s]+/[A-Za-z0-9/_-]+", value):
        raise ValueError("write an https address with a path, such as https://example.dk/bot")
    return value


class Settings(BaseSettings):
    """Everything that differs from one library, or one machine, to the next."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: Annotated[str, AfterValidator(_database)] = "sqlite+aiosqlite:///data/sammen.db"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: Annotated[str, AfterValidator(_public_url)] = ""
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = ""
    secret_key: str = Field(default="", repr=False)
    sample: bool = True

    bot_token: str = Field(default="", pattern=r"^(\d+:[A-Za-z0-9_-]{30,})?$", repr=False)
    telegram_api_url: str = Field(
        default="https://api.telegram.org", pattern=r"^https?://[^/\s]+[^/\s?]*$"
    )
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] = ""
    webhook_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,256})?$", repr=False)
    staff_chat_id: int | None = None
    smtp_url: str = Field(default="", pattern=r"^(smtps?://\S+)?$", repr=False)
    mail_from: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")

    library_name: str = Field(default=UNNAMED, min_length=1, max_length=80)
    library_branches: Annotated[str, AfterValidator(_branches)] = ""
    library_logo: Annotated[str, AfterValidator(_logo)] = ""
    library_phone: str = ""
    library_mail: str = ""
    library_address: str = ""
    library_hours: str = ""
    library_dpo: str = ""
    identity_colour: Annotated[str, AfterValidator(_colour)] = "145,22,35"
    days_to_answer: int = Field(default=10, ge=1, le=60)
    crisis_number: str = ""
    crisis_number_children: str = ""
    staffed_hours: Annotated[str, AfterValidator(_staffed)] = ""
    care_person: str = Field(default="", max_length=254)
    strategy_name: str = "Sammen med borgerne"
    strategy_period: str = ""
    visions: str = ""
    accessibility_date: date = WRITTEN
    log_level: Literal["DEBUG", "INFO", "WARNING"] = "INFO"
    log_format: Literal["plain", "json"] = "plain"
    metrics_from: Annotated[str, AfterValidator(_networks)] = "127.0.0.1, ::1"

    @cached_property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @cached_property
    def file(self) -> Path:
        """The embedded database."""
        return Path(make_url(self.database_url).database or "data/sammen.db")

    @cached_property
    def folder(self) -> Path:
        """The folder of the embedded database and the files that belong to it."""
        return self.file.parent

    @cached_property
    def own_url(self) -> str:
        """The address that links are made from."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @cached_property
    def key(self) -> str:
        """The secret that cookies are signed with: from the settings, or made once and kept beside
        the SQLite file.
        """
        if self.secret_key:
            return self.secret_key
        kept = self.folder / "secret_key"
        if not kept.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48))
        return kept.read_text().strip()

    @cached_property
    def library(self) -> Library:
        """What the library says about itself at the start; values from the desk take precedence."""
        return Library(
            name=self.library_name,
            branches=branches_of(self.library_branches),
            logo=Picture().live(self.library_logo) if self.library_logo else None,
            phone=self.library_phone,
            mail=self.library_mail,
            address=self.library_address,
            dpo=self.library_dpo,
            days_to_answer=self.days_to_answer,
            hours=self.library_hours,
            crisis_number=self.crisis_number,
            crisis_number_children=self.crisis_number_children,
            staffed=staffed(self.staffed_hours),
            alerted=self.care_person,
            strategy=self.strategy_name,
            strategy_period=self.strategy_period,
            visions=tuple(filter(None, (piece.strip() for piece in self.visions.split(";")))),
            url=self.own_url,
            colour=Colour(*(int(n) for n in self.identity_colour.split(","))),
            mails=bool(self.smtp_url),
            group=str(self.staff_chat_id or ""),
            checked=self.accessibility_date,
        )


def read_settings() -> Settings:
    """The settings of this run. Raises ConfigError with one clear sentence."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "SETTINGS"
        raise ConfigError(f"{name} cannot be used: {_plain(first['msg'])}.") from None
    if not settings.is_sqlite and not settings.secret_key:
        raise ConfigError(
            "SECRET_KEY is missing: on PostgreSQL every replica must share one, so set it to a "
            "long random text (python3 -c 'import secrets; print(secrets.token_urlsafe(48))')."
        )
    if not settings.bot_token and (settings.webhook_url or settings.staff_chat_id is not None):
        raise ConfigError(
            "BOT_TOKEN is missing: WEBHOOK_URL and STAFF_CHAT_ID are for a bot. Get its token from "
            "@BotFather, or leave the two out."
        )
    if settings.webhook_url and not settings.webhook_secret:
        raise ConfigError(
            "WEBHOOK_SECRET is missing: WEBHOOK_URL needs one, so that nobody but Telegram posts "
            "there (16 to 256 of A-Z, a-z, 0-9, _ and -)."
        )
    if settings.smtp_url and not (settings.mail_from or settings.library_mail):
        raise ConfigError("MAIL_FROM is missing: SMTP_URL needs an address to send from.")
    return settings


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")
