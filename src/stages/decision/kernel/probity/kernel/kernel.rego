# The one program that decides. Policies arrive as data (`data.set`, made by normalise-set.ts), a request as `input`.
# Three values: tN(n) means certainly true, fN(n) certainly false, neither means unknown. A grant counts only if it is
# certainly true; a restriction or a prohibition counts unless it is certainly false. Every guard is positive, so that
# an undefined value can only deny, and only members of sets are negated: OPA hoists a reference out of `not f(r.w)`,
# which would drop a rule whose condition is missing.
package probity.kernel

# METADATA
# description: The answer to `input` under `data.set`; reasons and obligations are sets.
# entrypoint: true
decision := {"set": digest, "effect": effect, "reasons": reasons, "obligations": obligations}

# The host compares this with the set that it means.
default digest := ""

digest := data.set.digest

# ---- the request ----

well_formed if {
	input.v == 1
	named(input.purpose)
	named(input.dataset)
	named(input.plugin)
	is_array(input.categories)
	count(input.categories) > 0
	every category in input.categories { named(category) }
	is_object(input.f)
}

# "*" is the bucket of rules that name no key; a request must not reach into it.
named(word) if {
	is_string(word)
	word != "*"
}

categories contains category if {
	well_formed
	some category in input.categories
}

# ---- candidates: keyed lookups only, never a scan ----

candidates contains id if {
	well_formed
	some purpose in [input.purpose, "*"]
	by_dataset := data.set.index[purpose]
	some dataset in [input.dataset, "*"]
	by_plugin := by_dataset[dataset]
	some plugin in [input.plugin, "*"]
	some id in by_plugin[plugin]
}

kinds := {"grant", "restrict", "prohibit", "would_restrict", "would_prohibit"}

concerned[id] := r if {
	some id in candidates
	r := data.set.rules[id]
	kinds[r.k]
	is_object(r.o)
	concerns(r.c)
}

concerns(keys) if {
	keys["*"]
} else if {
	some category in categories
	keys[category]
}

# Whole, and of other categories: this rule may be left out.
elsewhere contains id if {
	some id in candidates
	not concerned[id]
	r := data.set.rules[id]
	kinds[r.k]
	is_object(r.o)
	is_object(r.c)
	count(r.c) > 0
}

# A rule that is missing or damaged is not a rule less.
damaged contains id if {
	some id in candidates
	not concerned[id]
	not elsewhere[id]
}

# ---- what counts ----

grants contains id if {
	some id, r in concerned
	r.k == "grant"
	t8(r.w)
}

dismissed contains id if {
	some id, r in concerned
	r.k != "grant"
	f8(r.w)
}

waived contains id if {
	some id, _ in concerned
	some w in data.set.waivers[id]
	t8(w)
}

standing[r.k] contains id if {
	some id, r in concerned
	r.k != "grant"
	not dismissed[id]
	not waived[id]
}

prohibitions := object.get(standing, "prohibit", set())

restrictions := object.get(standing, "restrict", set())

# A key that the taxonomy lacks is never covered.
covered contains category if {
	some category in categories
	data.set.categories[category]
	some id in grants
	granted(concerned[id].c, category)
}

granted(keys, category) if {
	keys[category] == true
} else if {
	keys["*"] == true
}

# ---- the effect ----

allowed if {
	well_formed
	every category in input.categories { covered[category] }
	count(prohibitions) == 0
	count(damaged) == 0
}

default effect := "deny"

effect := "permit" if {
	allowed
	count(merged) == count(asked)
}

# ---- obligations: merged by meet, so that order never matters ----

asked[name] contains value if {
	allowed
	some ids in [grants, restrictions]
	some id in ids
	some name, value in concerned[id].o
}

merged[name] := meet(data.set.meets[name], values) if some name, values in asked

meet("max", values) := max(values) if comparable(values)

meet("min", values) := min(values) if comparable(values)

meet("all", values) := {word | some value in values; some word in value} if every value in values { is_array(value) }

comparable(values) if {
	every value in values { is_number(value) }
} else if {
	every value in values {
		is_array(value)
		count(value) == 2
		is_number(value[0])
		is_number(value[1])
	}
}

obligations contains {"id": name, "value": value} if {
	effect == "permit"
	some name, value in merged
}

# ---- reasons: codes, never text ----

reasons contains {"code": "BAD_REQUEST"} if not well_formed

reasons contains {"code": "KERNEL_FAULT", "ref": id} if some id in damaged

reasons contains {"code": "NOT_COVERED", "ref": category} if {
	some category in categories
	not covered[category]
}

reasons contains {"code": "PROHIBITED", "ref": id} if some id in prohibitions

reasons contains {"code": "UNKNOWN_OBLIGATION", "ref": name} if {
	some name, _ in asked
	not merged[name]
}

reasons contains {"code": "GRANTED", "ref": id} if {
	effect == "permit"
	some id in grants
}

reasons contains {"code": "RESTRICTED", "ref": id} if {
	effect == "permit"
	some id in restrictions
}

reasons contains {"code": "WOULD_RESTRICT", "ref": id} if some id in standing.would_restrict

reasons contains {"code": "WOULD_PROHIBIT", "ref": id} if some id in standing.would_prohibit

reasons contains {"code": "WAIVED", "ref": id} if {
	some id in waived
	enforced[concerned[id].k]
	not dismissed[id]
}

enforced := {"restrict", "prohibit"}

# ---- conditions ----

# Undefined means unknown: a fact that is missing, or of another type than the test.
leaf(n) := holds(n.o, input.f[n.f], operand(n))

operand(n) := value if {
	value := n.v
} else := input.f[n.r]

# One chain with the commonest operators first: a body for each would try them all, every time.
# regal ignore:rule-length
holds(o, x, v) := object.get(v, x, false) if {
	o == "in"
	is_string(x)
	is_object(v)
} else := x == v if {
	o == "eq"
	type := type_name(x)
	scalars[type]
	type == type_name(v)
} else := object.get(x, v, false) if {
	o == "has"
	is_object(x)
	is_string(v)
} else := x < v if {
	o == "lt"
	is_number(x)
	is_number(v)
} else := x >= v if {
	o == "gte"
	is_number(x)
	is_number(v)
} else := x > v if {
	o == "gt"
	is_number(x)
	is_number(v)
} else := x <= v if {
	o == "lte"
	is_number(x)
	is_number(v)
} else := x in v if {
	o == "among"
	is_number(x)
	is_array(v)
}

scalars := {"string", "number", "boolean"}

t0(n) if leaf(n)

f0(n) if leaf(n) == false

# Rego has no recursion: one pair of functions for each level of nesting, each reading the level below. `n.all[0]`
# also refuses an empty group and a value that is no list, over which `every` would be true.

t1(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t0(part) }
} else if {
	some part in n.any
	t0(part)
} else if {
	f0(n["not"])
}

f1(n) if {
	f0(n)
} else if {
	some part in n.all
	f0(part)
} else if {
	n.any[0]
	every part in n.any { f0(part) }
} else if {
	t0(n["not"])
}

t2(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t1(part) }
} else if {
	some part in n.any
	t1(part)
} else if {
	f1(n["not"])
}

f2(n) if {
	f0(n)
} else if {
	some part in n.all
	f1(part)
} else if {
	n.any[0]
	every part in n.any { f1(part) }
} else if {
	t1(n["not"])
}

t3(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t2(part) }
} else if {
	some part in n.any
	t2(part)
} else if {
	f2(n["not"])
}

f3(n) if {
	f0(n)
} else if {
	some part in n.all
	f2(part)
} else if {
	n.any[0]
	every part in n.any { f2(part) }
} else if {
	t2(n["not"])
}

t4(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t3(part) }
} else if {
	some part in n.any
	t3(part)
} else if {
	f3(n["not"])
}

f4(n) if {
	f0(n)
} else if {
	some part in n.all
	f3(part)
} else if {
	n.any[0]
	every part in n.any { f3(part) }
} else if {
	t3(n["not"])
}

t5(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t4(part) }
} else if {
	some part in n.any
	t4(part)
} else if {
	f4(n["not"])
}

f5(n) if {
	f0(n)
} else if {
	some part in n.all
	f4(part)
} else if {
	n.any[0]
	every part in n.any { f4(part) }
} else if {
	t4(n["not"])
}

t6(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t5(part) }
} else if {
	some part in n.any
	t5(part)
} else if {
	f5(n["not"])
}

f6(n) if {
	f0(n)
} else if {
	some part in n.all
	f5(part)
} else if {
	n.any[0]
	every part in n.any { f5(part) }
} else if {
	t5(n["not"])
}

t7(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t6(part) }
} else if {
	some part in n.any
	t6(part)
} else if {
	f6(n["not"])
}

f7(n) if {
	f0(n)
} else if {
	some part in n.all
	f6(part)
} else if {
	n.any[0]
	every part in n.any { f6(part) }
} else if {
	t6(n["not"])
}

t8(n) if {
	t0(n)
} else if {
	n.all[0]
	every part in n.all { t7(part) }
} else if {
	some part in n.any
	t7(part)
} else if {
	f7(n["not"])
}

f8(n) if {
	f0(n)
} else if {
	some part in n.all
	f7(part)
} else if {
	n.any[0]
	every part in n.any { f7(part) }
} else if {
	t7(n["not"])
}
