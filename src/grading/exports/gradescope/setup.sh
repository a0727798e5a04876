#!/usr/bin/env bash
# Gradescope runs this once, as root on Ubuntu 22.04 with network, when the archive was uploaded.
set -euo pipefail

node_version=26.10.0
source=${KATA_AUTOGRADER:-/autograder}/source

case $(uname -m) in
  x86_64) architecture=x64 ;;
  aarch64) architecture=arm64 ;;
  *)
    echo "There is no Node for $(uname -m)." >&2
    exit 1
    ;;
esac

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install --yes --no-install-recommends bubblewrap ca-certificates curl xz-utils

# Node is what the checksums of its version say, or nothing is installed.
archive=node-v$node_version-linux-$architecture.tar.xz
download=$(mktemp --directory)
trap 'rm -rf "$download"' EXIT
cd "$download"
for file in "$archive" SHASUMS256.txt; do
  curl --fail --silent --show-error --location --retry 5 --proto '=https' \
    --remote-name "https://nodejs.org/dist/v$node_version/$file"
done
grep --fixed-strings "  $archive" SHASUMS256.txt | sha256sum --check --strict -
mkdir --parents /opt/node
tar --extract --xz --file "$archive" --directory /opt/node --strip-components 1 --no-same-owner

cd "$source/ann-katas"
PATH=/opt/node/bin:$PATH npm ci --omit=dev

# Submissions run as a user that owns nothing: it reads the packages, and not what decides the cases.
chmod --recursive a+rX "$source/ann-katas"
chmod 600 "$source/autograder.json"
