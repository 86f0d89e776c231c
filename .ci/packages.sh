# Sourced by .ci/run: Debian packages, installed only when the command they bring is missing.
# shellcheck shell=bash

apt_lists_fresh=

# A prefix and not a function: "${as_root[@]}" some-daemon & gives the daemon's own $!.
as_root=()
if [[ $(id -u) -ne 0 ]]; then
  as_root=(sudo -n)
fi

# install_missing COMMAND PACKAGE...
install_missing() {
  local command=$1
  shift
  # daemons live in sbin, which is not on every user's path
  if PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null; then
    return 0
  fi
  echo "packages: installing $* for the command '$command'"
  install_packages "$@"
}

# install_packages PACKAGE...
install_packages() {
  if [[ -z $apt_lists_fresh ]]; then
    "${as_root[@]}" apt-get update -qq </dev/null || return 1
    apt_lists_fresh=yes
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}

# download PACKAGE DIRECTORY: unpacks a package without installing it.
download() {
  local package=$1 directory=$2
  mkdir -p "$directory" || return
  if [[ -z $apt_lists_fresh ]]; then
    "${as_root[@]}" apt-get update -qq </dev/null || return 1
    apt_lists_fresh=yes
  fi
  (cd "$directory" && apt-get download -qq "$package" </dev/null 2>/dev/null && dpkg-deb -x "$package"_*.deb .)
}
