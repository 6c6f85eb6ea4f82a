# shellcheck shell=bash
# shellcheck disable=SC2034
# Sourced by the commands at the root. root and artifacts stay shell variables: MSBuild would take them for properties.
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Build servers would outlive the command that started them.
export MSBUILDDISABLENODEREUSE=1
export DOTNET_CLI_USE_MSBUILD_SERVER=0
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
artifacts=$root/artifacts

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}
