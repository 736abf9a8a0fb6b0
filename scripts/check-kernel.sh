#!/usr/bin/env bash
# Holds the decision kernel: form, types, tests in both targets, coverage, and that the committed bytes are those of the
# source. OPA names the program, else PATH; REGAL the linter, left out where it is not set. Ends with one line of totals.
set -uo pipefail
cd "$(dirname "$0")/.."
export OPA="${OPA:-opa}" REGAL="${REGAL:-}"
OPA_VERSION=1.22.2
kernel="$PWD/src/stages/decision/kernel"
source scripts/checks.sh

inside() { (cd "$kernel" && "$@"); }
version() { "$OPA" version | grep -x "Version: $OPA_VERSION"; }
covered() { inside "$OPA" test probity --coverage --threshold 95 | grep -E '"coverage"|threshold' | tail -n 1; return "${PIPESTATUS[0]}"; }

# Another time zone, language and file mask, and one thread: none of them may reach the bytes.
rebuilt() {
  mkdir -p "$work/once" "$work/again"
  OUT="$work/once" bash scripts/build-kernel.sh &&
    (umask 077; TZ=Asia/Tokyo LC_ALL=C GOMAXPROCS=1 OUT="$work/again" bash scripts/build-kernel.sh) &&
    cmp "$work/once/policy.wasm" "$kernel/policy.wasm" &&
    cmp "$work/again/policy.wasm" "$kernel/policy.wasm" &&
    inside sha256sum --check --strict policy.wasm.sha256
}

# The committed file is laid out by the formatter of the project, so what it says is compared.
capabilities() {
  node scripts/write-kernel-capabilities.mjs "$work/capabilities.json" &&
    node -e 'const [a, b] = process.argv.slice(1).map((file) => JSON.parse(require("fs").readFileSync(file, "utf8")));
      require("assert").deepStrictEqual(a, b)' "$work/capabilities.json" "$kernel/capabilities.json"
}

# What the kernel must not use is an error when it is built, not when it first decides.
refused() {
  mkdir -p "$work/refused"
  printf 'package probity.kernel\n\ndecision := %s\n' "$1" > "$work/refused/kernel.rego"
  (cd "$work/refused" && ! "$OPA" build --target wasm --capabilities "$kernel/capabilities.json" \
    --entrypoint probity/kernel/decision --output "$work/refused/bundle" kernel.rego) && grep -q 'undefined function' "$work/log"
}

check "opa $OPA_VERSION" version
check 'format' inside "$OPA" fmt --list --fail probity
check 'strict check' inside "$OPA" check --strict --capabilities capabilities.json probity/kernel/kernel.rego
check 'tests' inside "$OPA" test probity
check 'tests in WebAssembly' inside "$OPA" test --target wasm --timeout 60s probity
check 'coverage of at least 95 %' covered
check 'committed bytes are those of the source' rebuilt
check 'capabilities are those of opa' capabilities
check 'a clock does not compile' refused 'time.now_ns()'
check 'a regular expression does not compile' refused 'regex.match("a", input.x)'
check 'a glob does not compile' refused 'glob.match("a", [], input.x)'
check 'the network does not compile' refused 'http.send({"url": "a", "method": "get"})'
check 'chance does not compile' refused 'rand.intn("a", 2)'
check 'text formatting does not compile' refused 'sprintf("%v", [input.x])'
if [ -n "$REGAL" ]; then check 'regal' inside "$REGAL" lint probity; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
