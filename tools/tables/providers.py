"""Where tables are reserved: all of them give links, and no place is served by two."""

from __future__ import annotations

from tools.tables.contract import TablesAdapter
from tools.tables.links import GoogleReserve, OpenTable

PROVIDERS: tuple[type[TablesAdapter], ...] = (OpenTable, GoogleReserve)
