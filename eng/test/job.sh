#!/usr/bin/env bash
# Runs one test project or npm workspace: job.sh NAME. Leaves NAME.json (the runner's report), NAME.exit and NAME.log.
# A report that should be there and is not counts as a failure, so the expected ones are named first.
set -euo pipefail
# shellcheck source=eng/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"

job=$1
name=${job//\//-}
limit=3600
reports=${KEEL_REPORTS:?}
: "${KEEL_FILTER=}" "${EVENKEEL_FULL:=false}"

record() { # record NAME COMMAND...: the log and exit code of one runner
  local name=$1 code=0
  shift
  touch "$reports/$name.expected"
  timeout "$limit" "$@" > "$reports/$name.log" 2>&1 || code=$?
  echo "$code" > "$reports/$name.exit"
}

run_dll() {
  local options=(-noLogo -noColor -ctrf "$reports/$name.json")
  $EVENKEEL_FULL || options+=(-trait- Long=true)
  [[ -z $KEEL_FILTER ]] || options+=(-method "*$KEEL_FILTER*")
  record "$name" dotnet "$artifacts/bin/$job/release/$job.dll" "${options[@]}"
}

run_workspace() {
  local options=(--passWithNoTests --reporter=default --reporter=json "--outputFile.json=$reports/$name.json")
  [[ -z $KEEL_FILTER ]] || options+=(--testNamePattern "$KEEL_FILTER")
  cd "$root/$job"
  record "$name" npx --no-install vitest run "${options[@]}"
  [[ -n $KEEL_FILTER ]] || check_types
}

check_types() {
  record "$name-types" npm run --silent typecheck
  node "$root/eng/test/entry.mjs" "$reports/$name-types.json" "$job: the types check" "$(cat "$reports/$name-types.exit")" "$reports/$name-types.log"
}

# Profiles of browsers and the samples' databases are written all the time, and beside the crash storms the disk is what everybody waits for.
in_memory() {
  local free
  free=$(df --output=avail -k /dev/shm 2> /dev/null | tail -1)
  ((${free:-0} > 4000000)) || return 0
  TMPDIR=$(mktemp -d /dev/shm/evenkeel-XXXXXX)
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
}

started=$SECONDS
[[ $job != Evenkeel.Browser.Tests ]] || in_memory
case $job in
  */*) run_workspace ;;
  *) run_dll ;;
esac
say "$job: $((SECONDS - started)) s"
