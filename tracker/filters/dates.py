"""Parameters over days and moments; facets hold them whole, so that texts compare as times do."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db.models import Case, DateField, F, Func, Q, When
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from tracker import partial_dates
from tracker.filters.base import Body, Parameter, Test, UnknownValue, Values
from tracker.filters.bodies import days, last_days, texts
from tracker.filters.paths import literal

_NOT_BEFORE = Test(
    fits=lambda value, asked: value >= asked[0],
    path=lambda at, asked: f"{at} >= {literal(asked[0])}",
)
_EARLIER = Test(
    fits=lambda value, asked: value < asked[0],
    path=lambda at, asked: f"{at} < {literal(asked[0])}",
)


def after(name: str, column: str, field: str) -> Parameter:
    """Return a parameter for what is dated on this day or later."""
    return _by_day(
        name,
        "On this day or later",
        lambda day: Q(**{f"{column}__gte": _column_value(column, day)}),
        field,
        days,
        _NOT_BEFORE,
    )


def before(name: str, column: str, field: str) -> Parameter:
    """Return a parameter for what is dated earlier than this day."""
    return _by_day(
        name,
        "Before this day",
        lambda day: Q(**{f"{column}__lt": _column_value(column, day)}),
        field,
        days,
        _EARLIER,
    )


def within(name: str, column: str) -> tuple[Parameter, Parameter]:
    """Return the parameters for what is dated on a day or later, and before a day."""
    return after(f"{name}_after", column, column), before(f"{name}_before", column, column)


def ends_after(name: str, date: str) -> Parameter:
    """Return a parameter for what is over on this day or later; a month is over on its last day."""
    return _by_day(
        name,
        "Over on this day or later",
        lambda day: Q(GreaterThanOrEqual(_last_day(date), day)),
        f"{date}_date",
        last_days,
        _NOT_BEFORE,
    )


def ends_before(name: str, date: str) -> Parameter:
    """Return a parameter for what is over before this day; a month is over on its last day."""
    return _by_day(
        name,
        "Over before this day",
        lambda day: Q(LessThan(_last_day(date), day)),
        f"{date}_date",
        last_days,
        _EARLIER,
    )


def _by_day(  # noqa: PLR0913, PLR0917 - what all parameters over days differ in
    name: str,
    meaning: str,
    condition: Callable[[str], Q],
    field: str,
    found: Callable[[Body, str], Values],
    test: Test,
) -> Parameter:
    """Return a parameter that compares with one day, given whole or in part."""
    return Parameter(
        name,
        f"{meaning} (YYYY, YYYY-MM or YYYY-MM-DD)",
        columns=lambda values: condition(values[0]),
        facet=lambda body, _: found(body, field),
        fields=(field,),
        test=test,
        check=_first_day,
        schema=partial_dates.DATE_SCHEMA,
        is_single=True,
    )


def since(name: str, column: str, field: str) -> Parameter:
    """Return a parameter for what happened at this moment or later."""
    return Parameter(
        name,
        "At this moment or later (2026-01-25T15:00:00Z)",
        columns=lambda values: Q(**{f"{column}__gte": values[0]}),
        facet=lambda body, _: [_whole(datetime.fromisoformat(v)) for v in texts(body, field)],
        fields=(field,),
        test=_NOT_BEFORE,
        check=_moment,
        schema=partial_dates.INSTANT_SCHEMA,
        is_single=True,
    )


def on(name: str, help: str, columns: Callable[[Values], Q]) -> Parameter:  # noqa: A002
    """Return a parameter for one whole day; of what, its part says."""
    return Parameter(
        name,
        help,
        columns=columns,
        check=whole_day,
        schema=partial_dates.DAY_SCHEMA,
        is_single=True,
    )


def whole_day(value: str) -> str:
    """Return a day given whole; raises UnknownValue."""
    try:
        day, precision = partial_dates.parse_date(value)
    except ValueError as error:
        raise UnknownValue(str(error)) from error
    if precision != "day":
        raise UnknownValue("Use a whole day: YYYY-MM-DD.")
    return day.isoformat()


def _column_value(column: str, day: str) -> str:
    return f"{day}T00:00:00+00:00" if column.endswith("_at") else day


def _last_day(date: str) -> Case:
    """Return the last day that a partial date may mean, as the database computes it."""
    column, precision = F(f"{date}_date"), f"{date}_precision"
    return Case(
        When(**{precision: "year"}, then=_last_of("year", column)),
        When(**{precision: "month"}, then=_last_of("month", column)),
        default=column,
        output_field=DateField(),
    )


def _last_of(unit: str, column: F) -> Func:
    template = f"(date_trunc('{unit}', %(expressions)s) + interval '1 {unit} - 1 day')::date"
    return Func(column, template=template, output_field=DateField())


def _first_day(value: str) -> str:
    try:
        return partial_dates.parse_date(value)[0].isoformat()
    except ValueError as error:
        raise UnknownValue(str(error)) from error


def _moment(value: str) -> str:
    try:
        return _whole(partial_dates.parse_instant(value)[0])
    except ValueError as error:
        raise UnknownValue(str(error)) from error


def _whole(moment: datetime) -> str:
    """Return a moment as a text of one length: UTC, with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
