#!/usr/bin/env bash
# Builds the bundle of every own rule of the tests and of docs/own-rego.md with the pinned OPA. OUT names another folder.
set -euo pipefail
cd "$(dirname "$0")/../test/own-rules"
OPA="${OPA:-opa}"
unset EXPERIMENTAL_WASM_OPT EXPERIMENTAL_WASM_OPT_ARGS
for rule in */rule.rego; do
  name="$(dirname "$rule")"
  out="${OUT:-$PWD}/$name"
  mkdir -p "$out"
  sources=(rule.rego)
  [ -e "$name/data.json" ] && sources+=(data.json)
  (cd "$name" && "$OPA" build -t wasm -e probity/own/answer -o "$out/bundle.tar.gz" "${sources[@]}")
  chmod 644 "$out/bundle.tar.gz"
done
