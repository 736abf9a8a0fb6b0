package probity.own

nothing := {"forbid": [], "obligations": []}

forbids := {"forbid": [{"code": "NEVER", "sentence": "Never."}], "obligations": []}

steps := numbers.range(1, 3000)

answer := forbids if input.plugin == "forbids"

long := concat("", ["a" | some _ in steps])

longer := concat("", [long | some _ in numbers.range(1, 20)])

# Takes ages and no memory: each search begins again at every letter.
answer := nothing if {
	input.plugin == "loops"
	every step in steps {
		indexof(longer, concat("", [long, long, long, long, "b"])) < step
	}
}

answer := {"forbid": [], "obligations": [count([[a, b, "a text that takes room"] | some a in steps; some b in steps])]} if {
	input.plugin == "eats"
}

answer := {"forbid": [], "obligations": [], "permit": true} if input.plugin == "permits"

answer := {"forbid": "no", "obligations": []} if input.plugin == "shape"

answer := {"forbid": [], "obligations": [{"segmentSizeLeast": 5}]} if input.plugin == "unknown"

answer := {"forbid": [], "obligations": [{"cellSizeMin": 1}, {"onFail": "release"}, {"confidence": 0.8}]} if {
	input.plugin == "weakens"
}

answer := {"forbid": [], "obligations": [{"releaseDays": to_number(input.dataset)}]} if input.plugin == "echoes"

answer := {"forbid": [], "obligations": [{"approvals": [concat("", [s | some _ in steps; s := "a very long word"])]}]} if {
	input.plugin == "large"
}

answer := {"n": 1} if input.plugin == "conflicts"

answer := {"n": 2} if input.plugin == "conflicts"

answer := nothing if not input.plugin in {
	"forbids", "loops", "eats", "permits", "shape", "unknown",
	"weakens", "echoes", "large", "conflicts",
}
