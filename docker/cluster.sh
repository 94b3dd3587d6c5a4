# What docker/smoke and docker/offline-images have in common; sourced by bash.
# shellcheck shell=bash

docker=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { echo "$(date +%T) $*"; }

fail() {
  say "FAILED: $*"
  exit 1
}

# A value of the environment, or else of .env, as compose sees it.
value() {
  local given=${!1:-}
  echo "${given:-$(sed -n "s/^$1=//p" "$docker/.env")}"
}

# Compose in version 2, or else 1.29.
compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose --project-directory "$docker" -f "$docker/compose.yaml" "$@"
  else
    docker-compose --project-directory "$docker" -f "$docker/compose.yaml" "$@"
  fi
}

# Waits until a command succeeds: until SECONDS WHAT COMMAND...
until_true() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    ((SECONDS < end)) || fail "$what: not within the time for it"
    sleep 1
  done
}

container() { compose ps -a -q "$1"; }

healthy() {
  local service
  for service in "$@"; do
    [[ $(docker inspect -f '{{.State.Health.Status}}' "$(container "$service")" 2>/dev/null) == healthy ]] || return 1
  done
}

# The value of a query, without its fraction; 0 if it has no result.
prometheus() {
  local answer
  answer=$(curl -sf "http://127.0.0.1:$(value PROMETHEUS_PORT)/api/v1/query" --data-urlencode "query=$1" |
    sed -n 's/.*"value":\[[^,]*,"\([-0-9]*\)[^"]*"\].*/\1/p') || true
  echo "${answer:-0}"
}

# Whether an alert stands in Alertmanager.
firing() {
  curl -sf "http://127.0.0.1:$(value ALERTMANAGER_PORT)/api/v2/alerts?active=true" | grep -q "\"alertname\":\"$1\""
}

not_firing() { ! firing "$1"; }

# Starts an engine if none runs and this is root, installing it if need be; end_engine ends what was started.
begin_engine() {
  engine_pid=
  docker info >/dev/null 2>&1 && return
  [[ $(id -u) == 0 ]] || fail "no Docker engine answers; start one, or be root"
  if ! command -v dockerd >/dev/null || { ! docker compose version && ! command -v docker-compose; } >/dev/null 2>&1; then
    say "installing docker.io and docker-compose"
    apt-get -q update >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends docker.io docker-compose iptables >/dev/null
  fi
  local folder=$docker/target/engine
  mkdir -p "$folder"
  dockerd --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" >"$folder/log" 2>&1 &
  engine_pid=$!
  until_true 60 "the engine answers" docker info >/dev/null 2>&1
  say "an engine of its own started: $(docker info -f '{{.ServerVersion}}, {{.Driver}}')"
}

end_engine() {
  if [[ -n ${engine_pid:-} ]]; then
    kill "$engine_pid"
    wait "$engine_pid" || true
  fi
}
