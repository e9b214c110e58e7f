# The inverse of schema:parent.
INSERT { ?parent schema:children ?child }
WHERE { ?child schema:parent ?parent }
