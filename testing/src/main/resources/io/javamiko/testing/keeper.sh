# Runs a peer for as long as our standard input stays open, then ends it with everything it started: a test JVM that is
# killed takes its peers with it. $1: what the environment of its sessions holds, and nothing else's; $2: what to do at the
# end, in words of the shell; the rest: the peer and its arguments.
set -u
mark=$1 at_end=$2
shift 2

children() { awk -v parent="$1" '/^PPid:/ && $2 == parent { split(FILENAME, part, "/"); print part[3] }' /proc/[0-9]*/status 2>/dev/null; }
family() { local child; for child in $(children "$1"); do family "$child"; done; echo "$1"; }
orphans() { grep -lsF -- "$mark" /proc/[0-9]*/environ | cut -d/ -f3; }
living() { local process; for process; do grep -qs '^State:[[:space:]][^ZX]' "/proc/$process/status" && return; done; return 1; }

finish() {
  trap '' TERM
  local everyone; everyone="$(family "$peer") $(orphans)"
  kill $everyone 2>/dev/null
  for i in 1 2 3 4 5 6 7 8 9 10; do living $everyone || break; sleep 0.1; done
  kill -9 $everyone 2>/dev/null
  eval "$at_end"
  exit "$1"
}

trap 'finish 0' TERM
"$@" </dev/null &
peer=$!
(cat; kill -TERM $$) <&0 >/dev/null 2>&1 &
wait "$peer"
finish $?
