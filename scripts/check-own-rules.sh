#!/usr/bin/env bash
# Holds the own rules of the tests and of docs/own-rego.md: form, and that the committed bundles are those of the sources.
# OPA names the program, else PATH. Ends with one line of totals.
set -uo pipefail
cd "$(dirname "$0")/.."
export OPA="${OPA:-opa}"
source scripts/checks.sh

check 'format' "$OPA" fmt --list --fail test/own-rules
check 'build' env TZ=Asia/Tokyo LC_ALL=C OUT="$work/own-rules" bash scripts/build-own-rules.sh
for bundle in test/own-rules/*/bundle.tar.gz; do
  check "committed bytes are those of the source: $bundle" cmp "$bundle" "$work/${bundle#test/}"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
