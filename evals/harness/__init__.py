"""The harness: samples, tasks, scorers and scores; how suites are run, compared, reported and kept honest."""
