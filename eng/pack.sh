#!/usr/bin/env bash
# Packs every library of src/ and every package of web/, building first what they need. Tests give their packages a suffix of their own.
set -euo pipefail
# shellcheck source=eng/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

usage() {
  say "Usage: eng/pack.sh [--output FOLDER] [--suffix TEXT]"
  say "Leaves .nupkg, .snupkg and .tgz in FOLDER (artifacts/packages), in place of older ones. With a suffix the version is VERSION-TEXT."
}

output=$artifacts/packages
suffix=
while [[ $# -gt 0 ]]; do
  case $1 in
    --output | --suffix)
      [[ $# -gt 1 ]] || {
        usage
        exit 2
      }
      if [[ $1 == --output ]]; then output=$(realpath -m "$2"); else suffix=$2; fi
      shift
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      say "Unknown: $1"
      usage
      exit 2
      ;;
  esac
  shift
done
cd "$root"

mkdir -p "$output"
rm -f "$output"/Evenkeel.*.nupkg "$output"/Evenkeel.*.snupkg "$output"/evenkeel-*.tgz
version=$(sed -n 's|.*<VersionPrefix>\(.*\)</VersionPrefix>.*|\1|p' eng/Package.props)${suffix:+-$suffix}

eng/setup.sh web
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet msbuild eng/pack/libraries.proj -restore -t:Pack -v:quiet -p:Configuration=Release "-p:PackSuffix=$suffix" "-p:PackOutput=$output/" > "$log" 2>&1 || {
  cat "$log" >&2
  die "The libraries could not be packed."
}
for workspace in web/*/; do
  workspace=${workspace%/}
  node eng/pack/npm.mjs "$workspace" "$version" "$artifacts/obj/npm/${workspace#web/}" "$output" || die "$workspace could not be packed."
done
say "Packed version $version into $output"
