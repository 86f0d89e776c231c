#!/usr/bin/env bash
# Checks the spelling of all pages, code excepted:
#
#   bash .ci/spelling.sh
#
# Names that are right belong into .ci/words/words.txt. Needs npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tool=target/spelling

if ! cmp -s .ci/words/package-lock.json "$tool/installed"; then
  mkdir -p "$tool"
  cp .ci/words/package.json .ci/words/package-lock.json "$tool/"
  npm ci --prefix "$tool" --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
  cp .ci/words/package-lock.json "$tool/installed"
fi

cspell() {
  "$tool/node_modules/.bin/cspell" --config .ci/words/cspell.json --no-progress "$@"
}

# a check that finds nothing is no check
if cspell --no-summary stdin <<<'The client recieves events.' >/dev/null; then
  echo 'spelling: a planted mistake was not found' >&2
  exit 1
fi
git ls-files --cached --others --exclude-standard '*.md' | cspell --file-list stdin
