"""Who commits in the demonstration: roles, not people."""

REGISTRY_OFFICE = "Registry office"
ROADS_ATYRAU = "Roads department, Atyrau region"
ROADS_MANGYSTAU = "Roads department, Mangystau region"
ECOLOGY_ATYRAU = "Ecology department, Atyrau region"
TOURISM_MANGYSTAU = "Tourism department, Mangystau region"
INVESTMENT_ATYRAU = "Investment department, Atyrau region"
OPERATOR = "Road operator, western branch"
