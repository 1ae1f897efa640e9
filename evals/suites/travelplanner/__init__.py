"""TravelPlanner, end to end: a query in words becomes a plan over the benchmark's own tables.

Benchmark: Xie et al., "TravelPlanner: A Benchmark for Real-World Planning with Language Agents", ICML 2024.
"""
