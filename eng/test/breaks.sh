#!/usr/bin/env bash
# Shows that a test can fail: breaks.sh [SUITE...]. Each tests/breaks/*.patch spoils the product in one way; with it
# applied, in a worktree of its own, the test that its header names must fail. Header lines, before the diff:
#   # Breaks: what no longer holds, as a clause after "a test notices that …"
#   # Suite: unit | stores | web | browser | packages
#   # Test: the full name of a method (web: a pattern of test names)
set -euo pipefail
# shellcheck source=eng/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/../environment.sh"
cd "$root"
reports=${KEEL_REPORTS:-$artifacts/reports}
mkdir -p "$reports"

tree=$artifacts/breaks/tree
wanted=" ${*:-unit cli stores web browser packages} "

header() { sed -n "s/^# $2: *//p" "$1" | head -1; }

# A commit of the work tree as it is, untracked files too; neither the index nor a branch notices.
snapshot() {
  local index=$artifacts/breaks/index
  rm -f "$index"
  GIT_INDEX_FILE=$index git add -A
  GIT_AUTHOR_NAME=breaks GIT_AUTHOR_EMAIL=breaks@localhost GIT_COMMITTER_NAME=breaks GIT_COMMITTER_EMAIL=breaks@localhost \
    git commit-tree "$(GIT_INDEX_FILE=$index git write-tree)" -m "work tree"
}

remove_tree() {
  git worktree remove --force "$tree" 2> /dev/null || rm -rf "$tree"
  git worktree prune
}

# The installed packages are shared; the workspaces among them are the worktree's own.
link_modules() {
  [[ -d $root/node_modules ]] || return 0
  local each workspace
  mkdir -p "$tree/node_modules/@evenkeel"
  for each in "$root"/node_modules/* "$root"/node_modules/.bin; do
    [[ $(basename "$each") == @evenkeel || -L $each ]] || ln -sfn "$each" "$tree/node_modules/$(basename "$each")"
  done
  for workspace in client react; do
    ln -sfn "$tree/web/$workspace" "$tree/node_modules/@evenkeel/$workspace"
  done
  for each in web/client web/react samples/Crm/web benchmarks/web tests/Evenkeel.Packages.Tests; do
    [[ ! -d $root/$each/node_modules ]] || ln -sfn "$root/$each/node_modules" "$tree/$each/node_modules"
  done
  touch "$tree/node_modules/.keel-stamp"
}

project_of() { # the test project whose name begins a test's full name
  local each
  for each in tests/*.Tests; do
    [[ $1 == "$(basename "$each")".* ]] && basename "$each"
  done
}

run_dotnet() { # run_dotnet REPORT TEST
  local project
  project=$(project_of "$2")
  [[ -n $project ]] || {
    echo "No test project holds $2."
    return 1
  }
  dotnet build "tests/$project" -c Release -v quiet || {
    echo "It does not build with the patch."
    return 1
  }
  EVENKEEL_FULL=false timeout 900 dotnet "artifacts/bin/$project/release/$project.dll" -noLogo -noColor -method "$2" -ctrf "$1" || true
}

run_vitest() { # run_vitest REPORT PATTERN: in the first workspace that has such a test
  local workspace
  for workspace in web/client web/react; do
    (cd "$workspace" && timeout 900 npx --no-install vitest run --passWithNoTests --testNamePattern "$2" --reporter=json "--outputFile=$1") || true
    node "$root/eng/test/is-red.mjs" "$1" > /dev/null && return 0
  done
  return 0
}

try_patch() { # try_patch PATCH SUITE TEST REPORT: prints why the patch was not noticed
  git apply --whitespace=nowarn "$root/$1" || {
    echo "The patch no longer applies."
    return 1
  }
  case $2 in
    unit | stores | packages) run_dotnet "$4" "$3" ;;
    browser) eng/setup.sh browser && run_dotnet "$4" "$3" ;;
    web) run_vitest "$4" "$3" ;;
    *)
      echo "Its header names no suite."
      return 1
      ;;
  esac || return 1
  node "$root/eng/test/is-red.mjs" "$4"
}

remove_tree
mkdir -p "$artifacts/breaks"
prepared=false
for patch in tests/breaks/*.patch; do
  [[ -e $patch ]] || continue
  suite=$(header "$patch" Suite)
  [[ $wanted == *" ${suite:-unit} "* ]] || continue
  if ! $prepared; then
    git worktree add --quiet --detach "$tree" "$(snapshot)"
    prepared=true
  fi

  name=break-$(basename "$patch" .patch)
  code=0
  rm -f "$artifacts/breaks/result.json"
  git -C "$tree" checkout --quiet --force . && git -C "$tree" clean -fdq
  link_modules
  touch "$reports/$name.expected"
  (cd "$tree" && try_patch "$patch" "$suite" "$(header "$patch" Test)" "$artifacts/breaks/result.json") > "$reports/$name.log" 2>&1 || code=$?
  echo 0 > "$reports/$name.exit"
  node eng/test/entry.mjs "$reports/$name.json" "$name: a test notices that $(header "$patch" Breaks)" "$code" "$reports/$name.log"
  say "$name: $([[ $code -eq 0 ]] && echo noticed || echo NOT NOTICED)"
done
remove_tree
