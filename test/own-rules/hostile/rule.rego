package probity.own

nothing := {"forbid": [], "obligations": []}

forbids := {"forbid": [{"code": "NEVER", "sentence": "Never."}], "obligations": []}

steps := numbers.range(1, 3000)

answer := forbids if input.plugin == "forbids"

answer := nothing if {
	input.plugin == "loops"
	every a in steps {
		every b in steps {
			every c in steps { (a + b) + c > 0 }
		}
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
	"weakens", "echoes", "large", "conflicts", "silent",
}
