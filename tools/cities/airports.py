"""The airports that serve a city, from the airportsdata package (its own release date is its version).

The package does not say how big an airport is. Those that carry most passengers are listed here by code (written
down by hand; where to check: the yearly traffic tables of ACI, Eurostat and the FAA); beyond them an airport that
calls itself international, or bears the city's name, is taken to have more flights than one that does not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

import airportsdata

from domain.city import Airport
from domain.geo import Point
from tools.cities.prices import transfer
from tools.places.spelling import fold

_FEET: Final = 0.3048
_IN_REACH_KM: Final = 100.0
_MOST = 3
_SAME_HEIGHT_KM: Final = 40.0
_NOT_FOR_TRAVELLERS = re.compile(
    r"heli|seaplane|water aero|\bair ?(?:force )?base\b|air force|\baaf\b|naval|army|railway|train station|bus station"
    r"|\bstrip\b|\bmilitary\b|private"
)
_BUSY = frozenset(
    """
    ATL DFW DEN ORD LAX JFK LAS MCO MIA CLT SEA PHX EWR SFO IAH BOS FLL MSP LGA DTW PHL SLC DCA SAN BWI TPA AUS IAD BNA
    MDW HNL DAL PDX STL RDU HOU SMF MSY SJC SNA MCI OAK RSW SAT CLE IND PIT CVG CMH PBI JAX BUR OGG ABQ OMA BDL ANC CHS
    MEM RIC BOI BUF ONT MKE RNO ELP OKC TUS GEG LIH KOA SDF YYZ YVR YUL YYC YEG YOW YHZ YWG YQB YXE YQR YYT YLW YYJ
    MEX CUN GDL MTY TIJ SJD PVR MID BJX CUL HMO CJS VER OAX SJO LIR PTY GUA SAL TGU SAP MGA HAV VRA PUJ SDQ STI SJU
    KIN MBJ NAS BGI POS AUA CUR SXM ANU UVF GCM PTP FDF BDA BOG MDE CLO CTG BAQ SMR UIO GYE LIM CUZ AQP CCS LPB VVI CBB
    GRU CGH VCP GIG SDU BSB CNF REC SSA FOR POA CWB FLN MAO BEL NAT GYN CGB VIX MCZ IGU EZE AEP COR MDZ BRC IGR SLA USH
    SCL PMC CCP ANF IQQ PUQ MVD ASU GEO PBM CAY
    LHR LGW STN LTN LCY MAN EDI BHX GLA BRS NCL LPL BFS BHD LBA EMA ABZ DUB SNN ORK CDG ORY NCE LYS MRS TLS BOD NTE BSL
    BVA LIL SXB AJA BIA AMS EIN RTM BRU CRL LUX FRA MUC BER DUS HAM CGN STR HAJ NUE LEJ DRS BRE FMM HHN ZRH GVA BRN VIE
    SZG INN GRZ LNZ FCO MXP LIN BGY VCE NAP CTA BLQ PSA CIA PMO TRN VRN BRI CAG FLR TSF GOA OLB AHO SUF BDS TRS MLA MAD
    BCN AGP PMI ALC LPA TFS VLC SVQ IBZ TFN BIO ACE FUE GRO SCQ OVD MAH XRY GRX LIS OPO FAO FNC PDL ATH SKG HER RHO CHQ
    CFU JTR JMK KGS ZTH CPH BLL AAL ARN GOT NYO BMA MMX LLA OSL BGO TRD SVG TOS BOO HEL TMP OUL RVN KTT KEF TLL RIX VNO
    KUN WAW KRK GDN KTW WRO POZ RZE LUZ PRG BRQ BUD DEB BTS KSC LJU ZAG SPU DBV ZAD PUY SJJ BEG INI TGD TIV PRN SKP OHD
    TIA SOF VAR BOJ OTP CLJ IAS TSR RMO KBP LWO ODS HRK MSQ IST SAW AYT ESB ADB ADA DLM BJV TZX GZT SVO DME VKO LED AER
    KRR SVX OVB KZN UFA ROV KUF VVO KJA IKT KHV MRV GOJ OMS CEK TJM PEE AAQ KGD TBS KUT BUS EVN GYD LCA PFO
    DXB AUH SHJ DWC DOH KWI BAH MCT SLL RUH JED DMM MED AMM BEY TLV ETM BGW EBL BSR IKA THR MHD SYZ KBL
    DEL BOM BLR HYD MAA CCU COK AMD PNQ GOI GOX LKO JAI TRV GAU IXC CCJ VNS ATQ SXR BBI NAG IDR CJB KHI LHE ISB PEW DAC
    CGP KTM CMB MLE PBH ALA NQZ TSE TAS SKD BHK FRU DYU ASB UBN
    PEK PKX PVG SHA CAN SZX CTU TFU CKG KMG XIY HGH NKG WUH CSX XMN TAO CGO HAK SYX URC TSN DLC SHE HRB FOC NNG KWE TNA
    LHW KWL LJG LXA HKG MFM TPE TSA KHH RMQ HND NRT KIX ITM CTS FUK OKA NGO UKB SDJ KOJ HIJ KMJ NGS ICN GMP PUS CJU TAE
    BKK DMK HKT CNX USM KBV HDY CEI SGN HAN DAD CXR PQC HUI VTE LPQ PNH REP SAI RGN MDL KUL SZB PEN BKI KCH LGK JHB SIN
    CGK DPS SUB UPG KNO YIA JOG BPN LOP BWN MNL CEB DVO CRK ILO KLO PPS DIL
    SYD MEL BNE PER ADL OOL CNS HBA CBR DRW ASP AKL CHC WLG ZQN DUD NAN SUV PPT NOU APW TBU VLI POM HIR GUM SPN ROR
    CAI HRG SSH LXR ASW HBE SPX ALG ORN CZL TUN MIR DJE NBE TIP MJI CMN RAK AGA FEZ TNG RBA NKC DSS ACC ABJ LOS ABV PHC
    KAN COO LFW OUA BKO NIM ROB FNA CKY BJL RAI SID DLA NSI LBV BZV FIH NDJ SSG KRT JUB ADD ASM JIB HGA NBO MBA KIS EBB
    KGL BJM DAR JRO ZNZ LUN LVI HRE VFA BUQ LLW BLZ MPM BEW TNR NOS MRU RUN SEZ JNB CPT DUR PLZ GRJ GBE MUB WDH MSU LAD
    """.split()
)
_COST_OF_SIZE_KM: Final = {3: 0.0, 2: 55.0, 1: 80.0, 0: 110.0}
"""How much farther than one of its size above an airport may be to be preferred, in kilometres."""


class Field(NamedTuple):
    """An airport of the table; `size` 3: among the busiest, 0: nothing speaks for flights."""

    code: str
    name: str
    town: str
    at: Point
    metres: float
    size: int


@cache
def _fields() -> tuple[Field, ...]:
    table: Mapping[str, Any] = airportsdata.load("IATA")
    found = (_field(code, entry) for code, entry in table.items())
    return tuple(field for field in found if field is not None)


def _field(code: str, entry: Mapping[str, Any]) -> Field | None:
    name = str(entry["name"])
    if not re.fullmatch("[A-Z]{3}", code) or _NOT_FOR_TRAVELLERS.search(name.lower()):
        return None
    at = Point(lat=entry["lat"], lon=entry["lon"])
    size = 3 if code in _BUSY else 1 if re.search(r"\bint(?:ernationa)?l\b", name, re.IGNORECASE) else 0
    return Field(code, name, fold(str(entry["city"])), at, float(entry["elevation"]) * _FEET, size)


def serving(name: str, at: Point) -> tuple[Field, ...]:
    """The airports that a traveller to this city would take, the likeliest first; the nearest when none is near."""
    by_distance = sorted(((field.at.metres_to(at) / 1000, field) for field in _around(at)), key=lambda one: one[0])
    near = [(km, field) for km, field in by_distance if km <= _IN_REACH_KM]
    if not near:
        return tuple(field for _, field in by_distance[:1])

    def cost(one: tuple[float, Field]) -> float:
        km, field = one
        named = field.size < 3 and (field.town == fold(name) or fold(name) in fold(field.name))
        return km + _COST_OF_SIZE_KM[min(2, field.size + 1) if named else field.size]

    ranked = sorted(near, key=cost)
    best = cost(ranked[0])
    return tuple(field for km, field in ranked if cost((km, field)) <= best + 45)[:_MOST]


def _around(at: Point) -> list[Field]:
    """Those within some degrees; all where there are none."""
    wide = 8 / max(0.2, math.cos(math.radians(at.lat)))
    near = [f for f in _fields() if abs(f.at.lat - at.lat) < 8 and abs(f.at.lon - at.lon) < wide]
    return near or list(_fields())


def height_m(at: Point) -> float | None:
    """Metres above the sea, as high as the airports near by; None when none is near."""
    near = sorted((f.at.metres_to(at), f.metres) for f in _around(at))
    close = [metres for distance_m, metres in near if distance_m <= _SAME_HEIGHT_KM * 1000][:3]
    return sorted(close)[len(close) // 2] if close else None


def airports_of(name: str, at: Point, fare: Decimal, currency: str) -> tuple[Airport, ...]:
    """As a city's facts have them; `fare` is a single ride there, in `currency`."""
    return tuple(_airport(field, at, fare, currency) for field in serving(name, at))


def _airport(field: Field, at: Point, fare: Decimal, currency: str) -> Airport:
    minutes, price = transfer(fare, field.at.metres_to(at) / 1000, currency)
    return Airport(code=field.code, name=field.name, at=field.at, transfer_min=minutes, transfer_price=price, by="bus")
