#!/usr/bin/env bash
# Installs and builds what the named purposes need, and nothing twice: eng/setup.sh [unit|cli|stores|web|browser|packages|run|scale|bench]...
# As root it installs Debian packages; otherwise it prints the command that does.
set -euo pipefail
# shellcheck source=eng/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
cd "$root"

needs_any() { # needs_any "unit stores" "$@": is one of the words asked for?
  local words=" $1 " each
  shift
  for each in "$@"; do
    [[ $words == *" $each "* ]] && return 0
  done
  return 1
}

check_dotnet() {
  local wanted
  wanted=$(sed -n 's/.*"version": "\([0-9]*\)\..*/\1/p' global.json)
  command -v dotnet > /dev/null || die "The .NET SDK $wanted is missing. Install it: https://dot.net/download, or your distribution's dotnet-sdk-$wanted.0"
  dotnet --version > /dev/null 2>&1 || die "$(dotnet --version 2>&1 | head -5)"
}

check_node() {
  local hint="Install it: https://nodejs.org, or a nodejs package of 20 or later"
  if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    die "Node.js (20 or later, with npm) is missing. $hint"
  fi
  [[ $(node -p 'process.versions.node.split(".")[0]') -ge 20 ]] || die "Node.js $(node --version) is too old. $hint"
}

missing_packages() {
  if needs_any "stores browser bench scale" "$@"; then
    compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || echo postgresql
    PATH=$PATH:/usr/sbin command -v nginx > /dev/null || echo nginx
  fi
  if needs_any "browser packages bench" "$@"; then
    [[ -x /usr/bin/chromium ]] || echo chromium
  fi
  if needs_any "bench" "$@"; then
    command -v wrk > /dev/null || echo wrk
  fi
}

install_packages() {
  local packages=()
  mapfile -t packages < <(missing_packages "$@")
  [[ ${#packages[@]} -gt 0 ]] || return 0
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get > /dev/null; then
    die "Missing: ${packages[*]}. Install: sudo apt-get install -y ${packages[*]}"
  fi

  say "Installing ${packages[*]}"
  apt-get update -qq > /dev/null
  # A database or web server of the tests' own is started when needed; the packages' services are not.
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" > /dev/null
}

is_stale() { # is_stale STAMP PATH...: has anything changed since the stamp was set?
  local stamp=$1 path
  shift
  [[ -e $stamp ]] || return 0
  for path in "$@"; do
    [[ -e $path ]] || continue
    [[ -z $(find "$path" -name node_modules -prune -o -name dist -prune -o -type f -newer "$stamp" -print -quit) ]] || return 0
  done
  return 1
}

workspaces() { # those that exist
  local each
  node -p 'require("./package.json").workspaces.join("\n")' | while read -r each; do
    [[ ! -f $each/package.json ]] || echo "$each"
  done
}

install_modules() {
  local stamp=node_modules/.keel-stamp manifests=()
  mapfile -t manifests < <(workspaces | sed 's|$|/package.json|')
  is_stale "$stamp" package.json package-lock.json "${manifests[@]}" || return 0

  say "Installing npm packages"
  if [[ -f package-lock.json && (! -d node_modules || ${CI:-} == true) ]]; then
    npm ci --loglevel=error
  else
    npm install --loglevel=error
  fi
  touch "$stamp"
}

build_front() { # build_front WORKSPACE OUTPUT SOURCE...
  local workspace=$1 output=$2 stamp=$artifacts/stamps/${1//\//-}
  shift 2
  [[ -f $workspace/package.json ]] || return 0
  if [[ -d $output ]] && ! is_stale "$stamp" "$workspace" "$@"; then
    return 0
  fi

  say "Building $workspace"
  mkdir -p "$artifacts/stamps"
  touch "$stamp.started"
  npm run --silent build -w "$workspace"
  mv "$stamp.started" "$stamp"
}

check_dotnet
install_packages "$@"
# The server carries the browser runtime in its assembly, so whatever builds the server builds that first.
if needs_any "unit cli stores web browser packages run bench" "$@"; then
  check_node
  install_modules
  build_front web/client web/client/dist
  build_front web/react web/react/dist web/client/src
fi
if needs_any "browser cli run" "$@"; then
  build_front samples/Crm/web samples/Crm/wwwroot web/client/src web/react/src
fi
