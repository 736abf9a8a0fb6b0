package probity.own

import data.thresholds

names := input.facts["columns.names"]

outside if input.facts["destination.role"] in {"joint", "third-party"}

outside if not input.facts["destination.role"]

forbid contains {
	"code": "TOO_MANY_COLUMNS",
	"sentence": "Nobody outside of the company gets a segmentation that was made from more than four columns.",
} if {
	outside
	count(names) > thresholds.columns_outside
}

obligations contains {"segmentSizeMin": count(names) * thresholds.people_per_column}

answer := {"forbid": forbid, "obligations": obligations}
