# Sourced by .ci/run: a PostgreSQL of Debian's packages on loopback, which leaves nothing behind.
# shellcheck shell=bash

postgresql_bin=
postgresql_home=
postgresql_port=

# Debian's package would create a cluster and start it: it is unpacked, and only libraries are installed.
postgresql_programs() {
  local version libraries
  postgresql_bin=$(find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
  if [[ -n $postgresql_bin ]]; then
    return 0
  fi
  version=$(apt-cache depends postgresql | sed -n 's/^ *Depends: postgresql-\([0-9]*\)$/\1/p')
  mapfile -t libraries < <(apt-cache depends "postgresql-$version" | sed -n 's/^ *Depends: \(lib[a-z0-9.+-]*\)$/\1/p')
  if ((${#libraries[@]} == 0)); then
    echo 'postgresql: the package is not known'
    return 1
  fi
  install_packages "${libraries[@]}" && download "postgresql-$version" "$postgresql_home/package" || return
  postgresql_bin=$postgresql_home/package/usr/lib/postgresql/$version/bin
}

# The server refuses to run as root.
as_postgresql_user() {
  if [[ $(id -u) -eq 0 ]]; then
    (cd / && setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME=/ "$@")
  else
    "$@"
  fi
}

# Starts the server on the port that $postgresql_port then names, for the user pusher without a password.
postgresql_up() {
  # not in the checkout, as the user may not get there
  postgresql_home=$(mktemp -d) && chmod 755 "$postgresql_home" || return
  postgresql_programs || return
  mkdir "$postgresql_home/run" || return
  if [[ $(id -u) -eq 0 ]]; then
    chown nobody:nogroup "$postgresql_home/run" || return
  fi
  postgresql_port=$((20000 + RANDOM % 10000))
  while (exec 3<>"/dev/tcp/127.0.0.1/$postgresql_port") 2>/dev/null; do
    postgresql_port=$((postgresql_port + 1))
  done
  "$postgresql_bin/postgres" --version
  as_postgresql_user "$postgresql_bin/initdb" -D "$postgresql_home/run/data" -U pusher -A trust -E UTF8 \
    --locale=C --no-sync >/dev/null || return
  as_postgresql_user "$postgresql_bin/pg_ctl" -D "$postgresql_home/run/data" -l "$postgresql_home/run/log" -w -s \
    -o "-p $postgresql_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off" start || {
    cat "$postgresql_home/run/log"
    return 1
  }
}

postgresql_down() {
  if [[ -n $postgresql_home ]]; then
    if [[ -f $postgresql_home/run/data/postmaster.pid ]]; then
      as_postgresql_user "$postgresql_bin/pg_ctl" -D "$postgresql_home/run/data" -m immediate -s stop || true
    fi
    rm -rf "$postgresql_home"
    postgresql_home=
  fi
}
