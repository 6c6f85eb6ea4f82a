#!/usr/bin/env bash
# Builds the CRM a second time, as the deployment after this one: second-build.patch renames a command, asks for one more field, and changes a page. The sources are put beside this
# sample, into samples/CrmSecond, and made anew each time they differ.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
first=$(dirname "$here")
second=$(dirname "$first")/CrmSecond
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

tar -C "$first" --exclude=./wwwroot --exclude=./second --exclude=node_modules --exclude=./bin --exclude=./obj -cf - . | tar -C "$made" -xf -
(cd "$made" && git apply "$here/second-build.patch")
mv "$made/Crm.csproj" "$made/CrmSecond.csproj"
# What has not changed keeps its time, so that nothing is compiled for nothing.
mkdir -p "$second"
if ! diff --recursive --brief --exclude=wwwroot --exclude=bin --exclude=obj "$made" "$second" > /dev/null; then
  rm -rf "$second"
  cp -R "$made" "$second"
  chmod 755 "$second"
fi

if [[ ! -d $second/wwwroot || -n $(find "$second/web" "$first/../../web/client/dist" "$first/../../web/react/dist" -type f -newer "$second/wwwroot/index.html" -print -quit) ]]; then
  (cd "$second/web" && npm run --silent build)
fi
dotnet build "$second/CrmSecond.csproj" --configuration Release --verbosity quiet --nologo
