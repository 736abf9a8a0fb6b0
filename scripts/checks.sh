# For scripts that hold something by several checks: a folder to work in, and totals of what passed.
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() {
  local what="$1"; shift
  if "$@" > "$work/log" 2>&1; then passed=$((passed + 1)); echo "pass  $what"
  else failed=$((failed + 1)); echo "FAIL  $what"; sed 's/^/      /' "$work/log" | tail -n 40; fi
}
