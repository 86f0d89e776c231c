# Sourced by .ci/run: a container engine for Testcontainers.
#
#   trap docker_down EXIT
#   docker_up LOG_FILE
#
# An engine that answers is used as it is and left alone. Otherwise Debian's is installed where it is
# missing, started for this run and stopped by docker_down.
# shellcheck shell=bash

docker_pid=

docker_answers() {
  docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

docker_up() {
  local log=$1 tenths pid_file pid
  if docker_answers; then
    echo "docker: using the engine that is there"
    return 0
  fi
  # a docker command may be a client alone, so the daemon is what counts
  install_missing dockerd docker.io || return 1
  install_missing iptables iptables || return 1

  # An engine that was killed leaves its pid files behind, and the next one refuses to start as soon as
  # another program has been given that number.
  for pid_file in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
    pid=$(cat "$pid_file" 2>/dev/null) || continue
    case $("${as_root[@]}" readlink "/proc/$pid/exe") in
      */dockerd | */containerd) ;;
      *) "${as_root[@]}" rm -f "$pid_file" ;;
    esac
  done

  "${as_root[@]}" dockerd >"$log" 2>&1 </dev/null &
  docker_pid=$!
  for ((tenths = 0; tenths < 300; tenths++)); do
    if docker_answers; then
      echo "docker: started an engine"
      return 0
    fi
    kill -0 "$docker_pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "docker: the engine did not start; the end of its log:" >&2
  tail -n 30 "$log" >&2
  return 1
}

# Silent, since it runs after the last line of the report.
docker_down() {
  [[ -n $docker_pid ]] || return 0
  docker ps --all --quiet --filter label=org.testcontainers=true | xargs -r docker rm --force >/dev/null 2>&1 || true
  "${as_root[@]}" kill "$docker_pid" 2>/dev/null || true
  wait "$docker_pid" 2>/dev/null || true
  docker_pid=
}
