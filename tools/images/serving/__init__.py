"""Pictures on their way to the page: fetched safely, made small, kept on disk."""
