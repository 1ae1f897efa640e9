"""Who can be asked for cars and for trains: what they cost first, where they are booked after it."""

from __future__ import annotations

from tools.rides.cars import CarEstimates, Rentalcars
from tools.rides.contract import CarsAdapter, TrainsAdapter
from tools.rides.trains import RailTimes, Trainline

CAR_PROVIDERS: tuple[type[CarsAdapter], ...] = (CarEstimates, Rentalcars)
TRAIN_PROVIDERS: tuple[type[TrainsAdapter], ...] = (RailTimes, Trainline)
