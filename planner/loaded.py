"""Importing this module loads the compiled kernels: for the process from which the solver's are forked."""

from __future__ import annotations

from planner.ready import make_ready

make_ready()
