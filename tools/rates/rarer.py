"""The rest of the world's currencies, for the dated table: units per euro around 2025-06-02.

From each currency's dollar rate of that time, written down by hand to about three figures and not checked one by
one: they serve to show and to compare prices of places far off, never to settle a bill. Where a country has an
official and a market rate, it is the one that visitors paid.
"""

from __future__ import annotations

from decimal import Decimal

_TABLE = """
AFN 79.5  ALL 98.5  AMD 437  AOA 1045  AWG 2.05  AZN 1.94  BAM 1.956  BBD 2.28  BDT 139  BGN 1.956
BHD 0.430  BIF 3390  BMD 1.14  BND 1.47  BOB 7.88  BSD 1.14  BTN 97.5  BWP 15.3  BYN 3.73  BZD 2.29
CDF 3270  CRC 581  CUP 27.4  CVE 110.3  DJF 203  DOP 67.3  DZD 150  ERN 17.1  ETB 155  FJD 2.57
FKP 0.843  GEL 3.12  GHS 11.7  GIP 0.843  GMD 81.5  GNF 9880  GTQ 8.75  GYD 238  HNL 29.7  HTG 149
IQD 1494  IRR 940000  JMD 182  JOD 0.808  KES 147  KGS 99.7  KHR 4570  KMF 492  KPW 1026  KWD 0.349
KYD 0.950  KZT 583  LAK 24600  LBP 102000  LKR 342  LRD 227  LSL 20.4  LYD 6.21  MDL 19.7  MGA 5140
MKD 61.5  MMK 2390  MNT 4080  MOP 9.20  MRU 45.1  MUR 52.0  MVR 17.6  MWK 1980  MZN 72.9  NAD 20.4
NGN 1800  NIO 41.9  NPR 156  OMR 0.438  PAB 1.14  PGK 4.68  PKR 322  PYG 9100  RSD 117.2  RUB 90.3
RWF 1620  SBD 9.52  SCR 16.2  SDG 685  SHP 0.843  SLE 25.9  SOS 651  SRD 42.3  SSP 5240  STN 24.5
SVC 9.98  SYP 12500  SZL 20.4  TJS 11.3  TMT 3.99  TND 3.41  TOP 2.71  TTD 7.72  TZS 3070  UAH 47.4
UGX 4150  UYU 47.4  UZS 14600  VES 111  VUV 137  WST 3.15  XAF 655.957  XCD 3.08  XCG 2.04  XOF 655.957
XPF 119.332  YER 277  ZMW 30.2  ZWG 30.7
"""
_WORDS = _TABLE.split()
PER_EURO: dict[str, Decimal] = {code: Decimal(rate) for code, rate in zip(_WORDS[::2], _WORDS[1::2], strict=True)}
