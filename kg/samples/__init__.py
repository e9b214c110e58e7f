"""Ten invented news articles in four formats; every person and every event in them is made up."""
