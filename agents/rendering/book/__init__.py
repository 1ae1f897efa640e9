"""The trip as a book to print: HTML with paged CSS, complete in itself, which a browser makes a PDF of."""
