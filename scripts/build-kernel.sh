#!/usr/bin/env bash
# Builds the decision kernel: policy.wasm and its digest, the same bytes on every machine with this version of opa.
# The bytes depend on the file name as given and on the order of entry points, so both are fixed here. Never add -O: it
# takes data that is absent for data that is empty, and prohibitions vanish.
# OPA names the program, else PATH; OUT the folder, else the one beside the source.
set -euo pipefail
OPA="${OPA:-opa}"
cd "$(dirname "$0")/../src/stages/decision/kernel"
OUT="${OUT:-.}"
OUT="$(cd "$OUT" && pwd)"
unset EXPERIMENTAL_WASM_OPT EXPERIMENTAL_WASM_OPT_ARGS
bundle="$(mktemp)"
trap 'rm -f "$bundle"' EXIT
"$OPA" build --target wasm --capabilities capabilities.json --entrypoint probity/kernel/decision --output "$bundle" probity/kernel/kernel.rego
tar xzOPf "$bundle" /policy.wasm > "$OUT/policy.wasm"
(cd "$OUT" && sha256sum policy.wasm > policy.wasm.sha256)
