package probity.own

covers(key, category) if category == key

covers(key, category) if startswith(category, concat("", [key, "."]))

weigh(category) := max(found) if {
	found := {points | some key, points in data.points; covers(key, category)}
	count(found) > 0
} else := data.unlisted

total := sum([weigh(category) | some category in input.categories])

within_budget if total <= data.budgets[input.facts["destination.role"]]

forbid contains {
	"code": "TOO_TELLING",
	"sentence": "The columns together tell more about a person than this receiver may learn.",
} if not within_budget

obligations contains {"segmentSizeMin": total * data.people_per_point}

answer := {"forbid": forbid, "obligations": obligations}
