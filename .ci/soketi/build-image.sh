#!/usr/bin/env bash
# Makes a container image of soketi, the open Channels server that the integration tests talk to, out of
# the npm registry and this machine's node: nothing is pulled from an image registry. soketi is AGPL-3.0,
# so it is fetched when tests need it and is no part of this repository.
#
#   build-image.sh IMAGE
#
# The image keeps to the published one: port 6001, SOKETI_* environment, /app/bin/server.js start.
# An image already made from the same inputs stays.
set -euo pipefail

image=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
node=$(readlink -f "$(command -v node)")
inputs=$({
  cat "$here/package.json" "$here/package-lock.json" "${BASH_SOURCE[0]}"
  "$node" --version
  uname -m
} | sha256sum | cut -c1-16)

if [[ $(docker image inspect --format '{{index .Config.Labels "inputs"}}' "$image" 2>/dev/null) == "$inputs" ]]; then
  echo "soketi: $image is up to date"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$work/npm" "$root"/{app,bin,dev,etc,proc,sys,tmp,usr/bin}
chmod 1777 "$root/tmp"

# The locked versions. No package needs its install script, so none runs.
cp "$here/package.json" "$here/package-lock.json" "$work/npm/"
npm ci --prefix "$work/npm" --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
modules=$work/npm/node_modules
cp -r "$modules/@soketi/soketi/"{bin,dist,package.json,LICENSE} "$root/app/"
rm -rf "$modules/@soketi" "$modules/.bin"
mv "$modules" "$root/app/node_modules"

# Without its native binary the server would quietly fall back to a slow substitute.
native=uws_$("$node" -p '[process.platform, process.arch, process.versions.modules].join("_")').node
uws=$root/app/node_modules/uWebSockets.js
if [[ ! -f $uws/binaries/$native ]]; then
  echo "soketi: uWebSockets has no $native for node $("$node" --version)" >&2
  exit 1
fi
# What node never loads here is two thirds of the size.
find "$uws/binaries" -type f ! -name "$native" -delete
find "$uws/dist" -name '*.node' -delete
find "$root/app/node_modules" -type f \( -name '*.d.ts' -o -name '*.map' -o -name '*.md' \) -delete
rm -rf "$root/app/node_modules/aws-sdk/dist" "$root/app/node_modules/aws-sdk/dist-tools"

# Testcontainers' default wait strategy runs sh, grep and sleep in the container.
cp -L "$node" "$root/usr/bin/node"
strip "$root/usr/bin/node" 2>/dev/null || true
cp -L "$(command -v dash)" "$root/bin/sh"
cp -L "$(command -v grep)" "$(command -v sleep)" "$root/bin/"
ldd "$node" "$root/bin/sh" "$root/bin/grep" "$root/bin/sleep" "$uws/binaries/$native" |
  grep -o '/[^ :]*\.so[^ :]*' | grep -v "^$root" | sort -u |
  while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
printf 'root:x:0:0:root:/:/bin/sh\nnode:x:1000:1000:node:/tmp:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nnode:x:1000:\n' >"$root/etc/group"

# The broadcast address keeps soketi's discovery of its peers inside the container.
tar -C "$root" --owner=0 --group=0 --sort=name --mtime=@0 -c . | docker import \
  --change 'ENV PATH=/usr/bin:/bin NODE_ENV=production SOKETI_CLUSTER_BROADCAST_ADDRESS=127.255.255.255' \
  --change 'WORKDIR /app' \
  --change 'EXPOSE 6001' \
  --change 'USER 1000:1000' \
  --change 'ENTRYPOINT ["/usr/bin/node", "/app/bin/server.js", "start"]' \
  --change "LABEL inputs=$inputs" \
  - "$image" >/dev/null
echo "soketi: made $image"
