# Marriage holds both ways.
INSERT { ?b schema:spouse ?a }
WHERE { ?a schema:spouse ?b }
