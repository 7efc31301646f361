"""The demonstration: a registry of Atyrau and Mangystau with a few years of invented history.

The seed data are what published reports say, each row with its source. Everything else here (who committed
when, works, earlier states, technical details) is invented to have something to show: such rows say
"demonstration data, not a fact" as their source and are never of surveyed quality.
"""

INVENTED = "demonstration data, not a fact"
