# Sourced by .ci/run: finds the JDKs of this machine.
# shellcheck shell=bash

# jdk_home FEATURE_RELEASE: prints the home of an installed JDK, the default one if that is it.
jdk_home() {
  local release=$1 home default=
  if default=$(readlink -f "$(command -v java)" 2>/dev/null); then
    default=$(dirname "$(dirname "$default")")
  fi
  local hosted=JAVA_HOME_${release}_X64
  for home in "${JAVA_HOME:-}" "$default" "${!hosted:-}" ${default:+"${default%/*}"/*} /usr/lib/jvm/*; do
    if [[ -x $home/bin/javac && -r $home/release ]] &&
      grep -Eq "^JAVA_VERSION=\"$release([.\"+-]|$)" "$home/release"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}
