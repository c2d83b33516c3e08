"""A whole document: every part that the language knows."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.words import Name, one_of, whole
from puntuale.core.agreements.document.nodes import Entries
from puntuale.core.agreements.document.parts.calendars import (
    CalendarRow,
    ClosureRow,
    closure_or_vendor,
    read_calendar,
)
from puntuale.core.agreements.document.parts.callback import CallbackRow, read_callback
from puntuale.core.agreements.document.parts.charging import (
    ChargingRow,
    RateRow,
    RoundingRow,
    SurchargeRow,
    read_charging_row,
    read_rate,
    read_rounding,
    read_surcharge,
)
from puntuale.core.agreements.document.parts.clock import (
    NEXT_COVERED_WINDOW,
    NEXT_OFFICE_OPENING,
    ClockRow,
    read_clock_row,
)
from puntuale.core.agreements.document.parts.escalation import EscalationRow, read_escalation_row
from puntuale.core.agreements.document.parts.estimates import EstimatesRow, read_estimates
from puntuale.core.agreements.document.parts.examples import ExampleRow, read_example
from puntuale.core.agreements.document.parts.fees import (
    DiscountRow,
    FeeRow,
    LicenceRules,
    read_discount,
    read_fee,
    read_licences,
)
from puntuale.core.agreements.document.parts.header import Header, read_header
from puntuale.core.agreements.document.parts.intake import (
    ChannelRow,
    RegistrationRow,
    TriageRow,
    channels,
    read_entitlement,
    read_registration,
    read_triage,
)
from puntuale.core.agreements.document.parts.kinds_of_request import (
    LevelRow,
    SeverityRow,
    TypeRow,
    read_level,
    read_severity,
    read_type,
)
from puntuale.core.agreements.document.parts.prepaid import (
    AllowanceRow,
    CouponRules,
    PackageRow,
    PackageRules,
    read_allowance,
    read_coupons,
    read_package,
    read_package_rules,
)
from puntuale.core.agreements.document.parts.service import (
    AvailabilityRow,
    MaintenanceRow,
    RemoteRow,
    read_availability,
    read_maintenance,
    read_notify,
    read_remote,
)
from puntuale.core.agreements.document.parts.targets import TargetRow, read_target
from puntuale.core.agreements.document.parts.windows import (
    CoverageRow,
    WindowRow,
    WorkingDayRow,
    coverage_row,
    read_window,
    read_working_day,
)
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, entries, items, section


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement document with `extends` resolved; rows stand in the order they are tried."""

    place: Place
    entries: Entries
    header: Header
    entitlement: tuple[Name, ...]
    registration: RegistrationRow | None
    calendars: dict[str, CalendarRow]
    windows: tuple[WindowRow, ...]
    closures: tuple[ClosureRow, ...]
    lists_vendor: bool
    types: dict[str, TypeRow]
    severities: dict[str, SeverityRow]
    levels: dict[str, LevelRow]
    coverage: dict[str, CoverageRow] | None
    working_day: WorkingDayRow | None
    hold_until: str
    targets: tuple[TargetRow, ...]
    commitments: tuple[TargetRow, ...]
    clock: ClockRow
    escalation: tuple[EscalationRow, ...] | None
    triage: TriageRow
    channels: dict[str, ChannelRow] | None
    callback: CallbackRow | None
    charging: tuple[ChargingRow, ...] | None
    refuses_by_default: bool
    is_best_effort: bool
    estimates: EstimatesRow
    rates: dict[str, RateRow]
    surcharges: tuple[SurchargeRow, ...]
    rounding: RoundingRow
    packages: tuple[PackageRow, ...]
    package_rules: PackageRules | None
    coupons: CouponRules | None
    fees: tuple[FeeRow, ...]
    allowance: AllowanceRow | None
    discounts: tuple[DiscountRow, ...]
    licences: LicenceRules | None
    remote: RemoteRow | None
    notify: tuple[Name, ...]
    availability: tuple[AvailabilityRow, ...]
    maintenance: MaintenanceRow | None
    examples: tuple[ExampleRow, ...]

    def place_of(self, key: str) -> Place:
        """Where a key of the document stands."""
        return self.entries.nodes[key].place


def read_entries(found: Entries, problems: Problems) -> Document:
    """The document that `found` holds; what is wrong is in `problems`."""
    return section(_read)(found, problems)


def _read(found: Section) -> Document:
    found.required("puntuale", whole(1, 1))
    found.optional("surcharge_combine", one_of("max"))
    closures = found.table("closures", closure_or_vendor)
    return Document(
        place=found.place,
        entries=found.entries,
        header=found.required("agreement", section(read_header)),
        entitlement=found.default("entitlement", section(read_entitlement), ()),
        registration=found.optional("registration", section(read_registration)),
        calendars=found.codes("calendars", section(read_calendar)),
        windows=found.table("windows", section(read_window)),
        closures=tuple(each for each in closures if each is not None),
        lists_vendor=None in closures,
        types=found.codes("types", section(read_type)),
        severities=found.codes("severities", section(read_severity)),
        levels=found.codes("levels", section(read_level)),
        coverage=found.optional("coverage", entries(coverage_row)),
        working_day=found.optional("working_day", section(read_working_day)),
        hold_until=found.default(
            "hold_until", one_of(NEXT_OFFICE_OPENING, NEXT_COVERED_WINDOW), NEXT_OFFICE_OPENING
        ),
        targets=found.table("targets", section(read_target)),
        commitments=found.table("commitments", section(read_target)),
        clock=found.default("clock", section(read_clock_row), ClockRow()),
        escalation=found.optional("escalation", items(section(read_escalation_row))),
        triage=found.default("triage", section(read_triage), TriageRow()),
        channels=found.optional("channels", channels),
        callback=found.optional("callback", section(read_callback)),
        charging=found.optional("charging", items(section(read_charging_row))),
        refuses_by_default=found.optional("default", one_of("refuse")) is not None,
        is_best_effort=found.optional("outcome", one_of("best_effort")) is not None,
        estimates=found.default("estimates", section(read_estimates), EstimatesRow()),
        rates=found.codes("rates", section(read_rate)),
        surcharges=found.table("surcharges", section(read_surcharge)),
        rounding=found.default("rounding", section(read_rounding), RoundingRow()),
        packages=found.table("packages", section(read_package)),
        package_rules=found.optional("package_rules", section(read_package_rules)),
        coupons=found.optional("coupons", section(read_coupons)),
        fees=found.table("fees", section(read_fee)),
        allowance=found.optional("allowance", section(read_allowance)),
        discounts=found.table("discounts", section(read_discount)),
        licences=found.optional("licences", section(read_licences)),
        remote=found.optional("remote", section(read_remote)),
        notify=found.default("notify", section(read_notify), ()),
        availability=found.table("availability", section(read_availability)),
        maintenance=found.optional("maintenance", section(read_maintenance)),
        examples=found.table("examples", section(read_example)),
    )
