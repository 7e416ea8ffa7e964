"""One module a document: `compose` turns its data and wording into blocks for pages."""
