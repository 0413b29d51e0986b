# What ./up, ./verify and prepare share. Sourced, never run; plain enough for the bash 3.2 that macOS has.

TANDEM_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
TANDEM_STATE=$TANDEM_ROOT/.tandem
TANDEM_BUILT=$TANDEM_STATE/built

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

make_state() {
  mkdir -p "$TANDEM_STATE/logs" "$TANDEM_STATE/tools" "$TANDEM_STATE/tmp"
  # Secrets will be in there.
  chmod 700 "$TANDEM_STATE"
}

# Puts what prepare has found into the environment of everything that follows.
load_tools() {
  set -a
  # shellcheck disable=SC1091
  . "$TANDEM_STATE/tools.env"
  set +a
}

# --- Commands that must not outlive the script ---

attended_pid=

end_attended() {
  [ -z "$attended_pid" ] || kill "$attended_pid" 2>/dev/null || true
}

# A shell waits for a foreground command before it looks at a signal. Everything slow therefore runs beside the
# script, which is free to end it. The traps are set here so that each script that sources this file has them.
trap end_attended EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# attended COMMAND...: runs it to its end, and ends it when this script is ended.
attended() {
  "$@" &
  attended_pid=$!
  local code=0
  wait "$attended_pid" || code=$?
  attended_pid=
  return $code
}

# slowly WHAT LOG COMMAND...: one line that says what and how long; all output goes to .tandem/logs/LOG.log.
slowly() {
  local what=$1 log=$TANDEM_STATE/logs/$2.log start=$SECONDS code=0
  shift 2
  "$@" >"$log" 2>&1 &
  attended_pid=$!
  [ -t 2 ] || printf '%s ...' "$what" >&2
  while kill -0 "$attended_pid" 2>/dev/null; do
    [ -t 2 ] && printf '\r%s ... %d s' "$what" $((SECONDS - start)) >&2
    sleep 0.1
  done
  wait "$attended_pid" || code=$?
  attended_pid=
  if [ $code -eq 0 ]; then
    [ -t 2 ] && printf '\r%s ... %d s\n' "$what" $((SECONDS - start)) >&2 || printf ' %d s\n' $((SECONDS - start)) >&2
  else
    printf ' failed after %d s\n' $((SECONDS - start)) >&2
  fi
  return $code
}

# show_log LOG: the end of a log, for a step without which nothing goes on.
show_log() {
  say "The last lines of .tandem/logs/$1.log:"
  tail -n 30 "$TANDEM_STATE/logs/$1.log" | sed 's/^/    /' >&2
}

# within SECONDS COMMAND...: ends the command when it takes longer. (macOS has no timeout command.)
within() {
  local deadline=$((SECONDS + $1)) pid code=0
  shift
  "$@" &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; exit 143' TERM
  while kill -0 "$pid" 2>/dev/null; do
    [ $SECONDS -lt $deadline ] || kill "$pid" 2>/dev/null || true
    sleep 0.1
  done
  wait "$pid" || code=$?
  trap 'exit 143' TERM
  return $code
}

# --- When to build ---

# source_stamp ROOT: changes whenever a file that goes into the jars changes, appears or disappears.
source_stamp() {
  (
    cd "$1"
    find pom.xml .mvn common audit-api job-api deploy/local \
      \( -name target -o -name node_modules -o -name .git \) -prune -o -type f -print0 2>/dev/null |
      xargs -0 cksum | LC_ALL=C sort | cksum
  )
}

# jar_stamp ROOT: changes when somebody has built something else meanwhile; fails when a jar is missing.
jar_stamp() {
  (
    cd "$1"
    set -- deploy/local/target/deploy-local-*.jar
    for service in audit-api job-api; do
      set -- "$@" "$service/target/quarkus-app/quarkus-run.jar" \
        "$service/target/quarkus-app/quarkus-app-dependencies.txt" "$service"/target/quarkus-app/app/*.jar
    done
    cksum "$@" 2>/dev/null
  )
}

# stamp_built ROOT SOURCES STAMP_FILE: remembers that the jars of today are made of the sources with that stamp, which is
# taken before a build: what is edited during it has to be built the next time.
stamp_built() {
  local jars
  jars=$(jar_stamp "$1") && printf '%s\n%s\n' "$2" "$jars" >"$3"
}

# is_built ROOT STAMP_FILE
is_built() {
  local jars
  [ -f "$2" ] && jars=$(jar_stamp "$1") && [ "$(cat "$2")" = "$(source_stamp "$1")
$jars" ]
}
