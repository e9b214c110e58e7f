# Who takes part in an event, in whatever role. Reports keep their roles only.
INSERT { ?event sem:hasActor ?who }
WHERE { ?event a sem:Event ; kg:actor|kg:recipient ?who }
