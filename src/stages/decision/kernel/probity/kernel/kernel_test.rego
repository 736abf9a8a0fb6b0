package probity.kernel_test

import data.probity.kernel

# ---- a small set: one grant, one restriction, one prohibition ----

open := {"o": "eq", "f": "open", "v": true}

shut := {"o": "eq", "f": "open", "v": false}

missing := {"o": "eq", "f": "missing", "v": true}

always := {"all": [{"o": "gte", "f": "now", "v": 0}]}

grant := {"k": "grant", "c": {"user.email": true}, "o": {"kMin": 3, "approvals": ["dpo"]}, "w": always}

restrict := {"k": "restrict", "c": {"*": true}, "o": {"kMin": 5, "approvals": ["legal"], "days": 9}, "w": always}

prohibit := {"k": "prohibit", "c": {"user.email": true}, "o": {}, "w": {"all": [shut]}}

set_of(rules) := {
	"digest": "sha256:1",
	"index": {"offers": {"*": {"*": [id | some id, _ in rules]}}},
	"rules": rules,
	"waivers": {},
	"categories": {"user.email": true, "user.phone": true},
	"meets": {"kMin": "max", "approvals": "all", "days": "min", "mask:user": "max"},
}

request := {
	"v": 1,
	"purpose": "offers",
	"dataset": "shop",
	"plugin": "rfm",
	"categories": ["user.email"],
	"f": {"now": 5, "later": 7, "open": true, "role": "dpo", "words": {"dpo": true}, "none": {}},
}

answer(set, asked_for) := decision if decision := kernel.decision with data.set as set with input as asked_for

decide(rules) := answer(set_of(rules), request)

asked(rules, change) := answer(set_of(rules), object.union(object.remove(request, object.keys(change)), change))

codes(decision) := {sprintf("%s %s", [r.code, object.get(r, "ref", "")]) | some r in decision.reasons}

changed(thing, key, value) := object.union(object.remove(thing, [key]), {key: value})

# ---- effect ----

test_permits_what_a_grant_covers if {
	decision := decide({"g": grant, "p": prohibit})
	decision.effect == "permit"
	decision.set == "sha256:1"
	codes(decision) == {"GRANTED g"}
}

test_nothing_permits_by_default if {
	codes(decide({})) == {"NOT_COVERED user.email"}
	decide({}).effect == "deny"
	decide({"r": restrict}).effect == "deny"
}

test_no_set_at_all_denies if {
	decision := answer({}, request)
	decision.effect == "deny"
	decision.set == ""
}

test_a_prohibition_wins if {
	decision := decide({"g": grant, "p": changed(prohibit, "w", {"all": [open]})})
	decision.effect == "deny"
	codes(decision) == {"PROHIBITED p"}
	decision.obligations == set()
}

test_a_grant_of_every_category_covers_what_the_taxonomy_knows if {
	rules := {"g": changed(grant, "c", {"*": true})}
	asked(rules, {"categories": ["user.email", "user.phone"]}).effect == "permit"
	codes(asked(rules, {"categories": ["user.email", "user.fax"]})) == {"NOT_COVERED user.fax"}
}

test_unknown_counts_against_the_request if {
	codes(decide({"g": changed(grant, "w", missing)})) == {"NOT_COVERED user.email"}
	codes(decide({"g": grant, "p": changed(prohibit, "w", missing)})) == {"PROHIBITED p"}
	codes(decide({"g": grant, "r": changed(restrict, "w", missing)})) == {"GRANTED g", "RESTRICTED r"}
}

test_a_rule_of_other_categories_does_not_count if {
	other := changed(changed(prohibit, "w", always), "c", {"user.phone": true})
	decide({"g": grant, "p": other}).effect == "permit"
	decide({"g": changed(grant, "c", {"user.phone": true})}).effect == "deny"
}

# ---- requests ----

malformed := [
	{"v": 2},
	{"purpose": "*"},
	{"dataset": "*"},
	{"plugin": 7},
	{"categories": []},
	{"categories": "user.email"},
	{"categories": {"user.email": true}},
	{"categories": {"first": "user.email"}},
	{"categories": ["*"]},
	{"categories": [7]},
	{"f": "now"},
]

test_a_malformed_request_is_a_bad_request if {
	every change in malformed {
		decision := asked({"g": grant}, change)
		decision.effect == "deny"
		codes(decision) == {"BAD_REQUEST "}
	}
	every input_value in [{}, "text", null, 7, [], false] {
		decision := answer(set_of({"g": grant}), input_value)
		decision.effect == "deny"
		codes(decision) == {"BAD_REQUEST "}
	}
}

# ---- obligations ----

test_obligations_merge_by_meet if {
	decision := decide({"g": grant, "r": restrict, "s": changed(restrict, "o", {"days": 4, "kMin": 1})})
	decision.obligations == {
		{"id": "kMin", "value": 5},
		{"id": "approvals", "value": {"dpo", "legal"}},
		{"id": "days", "value": 4},
	}
}

test_masks_merge_by_family_then_parameter if {
	plain := changed(grant, "o", {})
	rules := {
		"g": plain,
		"a": changed(restrict, "o", {"mask:user": [1, 9]}),
		"b": changed(restrict, "o", {"mask:user": [2, 3]}),
		"c": changed(restrict, "o", {"mask:user": [2, 1]}),
	}
	strongest := decide(rules)
	strongest.obligations == {{"id": "mask:user", "value": [2, 3]}}
}

test_an_obligation_that_cannot_be_merged_denies if {
	every o in [{"teleport": 1}, {"kMin": "three"}, {"kMin": [1]}, {"kMin": null}, {"approvals": "dpo"}, {"days": {}}] {
		decision := decide({"g": grant, "r": changed(restrict, "o", o)})
		decision.effect == "deny"
		some name, _ in o
		codes(decision) == {sprintf("UNKNOWN_OBLIGATION %s", [name])}
	}
}

# ---- trial modes and waivers ----

test_rules_on_trial_say_what_they_would_have_done if {
	rules := {
		"g": grant,
		"r": changed(restrict, "k", "would_restrict"),
		"p": changed(changed(prohibit, "w", {"all": [open]}), "k", "would_prohibit"),
		"q": changed(prohibit, "k", "would_prohibit"),
	}
	decision := decide(rules)
	decision.effect == "permit"
	codes(decision) == {"GRANTED g", "WOULD_RESTRICT r", "WOULD_PROHIBIT p"}
	decision.obligations == {{"id": "kMin", "value": 3}, {"id": "approvals", "value": {"dpo"}}}
}

waived(w) := answer(changed(set_of(rules), "waivers", {"p": [w]}), request) if {
	rules := {"g": grant, "p": changed(prohibit, "w", {"all": [open]})}
}

test_a_waiver_counts_only_while_it_is_certainly_true if {
	waived(always).effect == "permit"
	codes(waived(always)) == {"GRANTED g", "WAIVED p"}
	codes(waived({"all": [shut]})) == {"PROHIBITED p"}
	codes(waived({"all": [missing]})) == {"PROHIBITED p"}
	codes(waived({})) == {"PROHIBITED p"}
}

test_a_waiver_of_what_does_not_apply_is_not_used if {
	decision := answer(changed(set_of({"g": grant, "p": prohibit}), "waivers", {"p": [always]}), request)
	codes(decision) == {"GRANTED g"}
}

test_a_waiver_of_a_rule_on_trial_is_not_used if {
	rules := {"g": grant, "p": changed(changed(prohibit, "w", always), "k", "would_prohibit")}
	decision := answer(changed(set_of(rules), "waivers", {"p": [always]}), request)
	codes(decision) == {"GRANTED g"}
}

# ---- damaged data ----

test_a_damaged_rule_denies if {
	damaged := [
		object.remove(prohibit, ["k"]),
		object.remove(prohibit, ["c"]),
		object.remove(prohibit, ["o"]),
		changed(prohibit, "k", "allow"),
		changed(prohibit, "c", "user.email"),
		changed(prohibit, "c", {}),
		changed(prohibit, "o", []),
		"text",
		null,
	]
	every rule in damaged {
		decision := decide({"g": grant, "p": rule})
		decision.effect == "deny"
		codes(decision) == {"KERNEL_FAULT p"}
	}
}

test_an_index_entry_without_a_rule_denies if {
	decision := answer(changed(set_of({"g": grant}), "index", {"offers": {"*": {"*": ["g", "gone"]}}}), request)
	decision.effect == "deny"
	codes(decision) == {"KERNEL_FAULT gone"}
}

test_a_rule_without_a_condition_counts_against_the_request if {
	codes(decide({"g": grant, "p": object.remove(prohibit, ["w"])})) == {"PROHIBITED p"}
	decide({"g": object.remove(grant, ["w"])}).effect == "deny"
}

test_an_empty_or_misshapen_group_is_unknown if {
	every group in [[], "text", {}, 7, null] {
		every node in [{"all": group}, {"any": group}, {"not": {"all": group}}, {"not": {"any": group}}] {
			truth(node) == "unknown"
		}
	}
}

# ---- tests of facts ----

# Three values seen from outside: a grant counts when true, a prohibition does not when false, unknown does neither.
truth(w) := "true" if {
	decide({"g": changed(grant, "w", w)}).effect == "permit"
} else := "false" if {
	decide({"g": grant, "p": changed(prohibit, "w", w)}).effect == "permit"
} else := "unknown"

leaves := [
	["now", "eq", 5, "true"], ["now", "eq", 6, "false"], ["now", "eq", "5", "unknown"],
	["role", "eq", "dpo", "true"], ["role", "eq", "legal", "false"], ["words", "eq", {"dpo": true}, "unknown"],
	["open", "eq", true, "true"], ["open", "eq", false, "false"], ["open", "eq", 1, "unknown"],
	["role", "in", {"dpo": true}, "true"], ["role", "in", {"legal": true}, "false"], ["now", "in", {"5": true}, "unknown"],
	["now", "among", [4, 5], "true"], ["now", "among", [4], "false"], ["role", "among", [4], "unknown"],
	["words", "has", "dpo", "true"], ["words", "has", "legal", "false"], ["role", "has", "dpo", "unknown"],
	["none", "has", "dpo", "false"], ["now", "in", "5", "unknown"], ["now", "among", 5, "unknown"],
	["now", "lt", 6, "true"], ["now", "lt", 5, "false"], ["role", "lt", 6, "unknown"], ["now", "lt", "6", "unknown"],
	["now", "lte", 5, "true"], ["now", "lte", 4, "false"], ["open", "lte", 4, "unknown"],
	["now", "gt", 4, "true"], ["now", "gt", 5, "false"], ["words", "gt", 5, "unknown"],
	["now", "gte", 5, "true"], ["now", "gte", 6, "false"], ["absent", "gte", 6, "unknown"],
	["now", "near", 5, "unknown"], ["words", "has", 5, "unknown"],
]

test_every_operator_has_three_values if {
	every case in leaves {
		[fact, operator, value, expected] := case
		truth({"o": operator, "f": fact, "v": value}) == expected
	}
}

references := [
	["now", "lt", "later", "true"], ["later", "lt", "now", "false"], ["now", "lt", "absent", "unknown"],
	["role", "in", "words", "true"], ["role", "in", "none", "false"], ["words", "eq", "words", "unknown"],
	["now", "eq", "now", "true"], ["role", "lt", "now", "unknown"],
]

test_an_operand_can_be_another_fact if {
	every case in references {
		[fact, operator, other, expected] := case
		truth({"o": operator, "f": fact, "r": other}) == expected
	}
}

# ---- every level and connective ----

swap := {"true": "false", "false": "true", "unknown": "unknown"}

groups := [
	[{"all": [open, open]}, "true"], [{"all": [open, shut]}, "false"], [{"all": [open, missing]}, "unknown"],
	[{"all": [missing, shut]}, "false"], [{"any": [shut, open]}, "true"], [{"any": [shut, shut]}, "false"],
	[{"any": [shut, missing]}, "unknown"], [{"any": [missing, open]}, "true"], [{"not": open}, "false"],
	[{"not": shut}, "true"], [{"not": missing}, "unknown"],
	[{"all": []}, "unknown"], [{"any": []}, "unknown"], [{"all": "text"}, "unknown"], [{"any": "text"}, "unknown"],
]

inside1(n) := {"not": n}

inside2(n) := inside1(inside1(n))

inside3(n) := inside1(inside2(n))

inside4(n) := inside1(inside3(n))

inside5(n) := inside1(inside4(n))

inside6(n) := inside1(inside5(n))

inside7(n) := inside1(inside6(n))

test_every_level_and_connective_has_three_values if {
	every case in groups {
		[n, expected] := case
		truth(n) == expected
		truth(inside1(n)) == swap[expected]
		truth(inside2(n)) == expected
		truth(inside3(n)) == swap[expected]
		truth(inside4(n)) == expected
		truth(inside5(n)) == swap[expected]
		truth(inside6(n)) == expected
		truth(inside7(n)) == swap[expected]
	}
}

test_a_ninth_level_is_unknown if truth(inside1(inside7({"not": open}))) == "unknown"
