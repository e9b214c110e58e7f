# Members of a class are members of the classes above it.
INSERT { ?thing a ?above }
WHERE { ?class rdfs:subClassOf+ ?above . ?thing a ?class }
