#!/usr/bin/env bash
# A Spark cluster of separate processes on this machine: a master and workers, from the libraries that Maven fetched, or
# from the distribution that SPARK_HOME names. For trying out the behaviour of a real cluster; bound to 127.0.0.1.
#
#   submit/standalone.sh start [--workers N] [--cores N] [--memory 1g] [--port P]
#   submit/standalone.sh status
#   submit/standalone.sh stop
#
#   --workers N   how many workers, default 2
#   --cores N     of each, default 1
#   --memory M    memory of each for executors (1g each by default) and drivers of cluster mode, default 2g
#   --port P      of the master, default 7077; 0: any that is free
#
# start on a running cluster starts the processes that are missing. Exit codes: 0 done (status: all of it runs), 1 status:
# some or none of it runs, 2 wrong usage, 3 it did not start.
#
#   GENLABEL_CLUSTER_DIR  where pid files, logs and the workers' folders lie, default spark-jobs/target/cluster
set -euo pipefail
# cd would print what it finds there, and go elsewhere.
unset CDPATH

source=${BASH_SOURCE[0]}
while [ -L "$source" ]; do
  folder=$(cd -P "$(dirname "$source")" && pwd)
  source=$(readlink "$source")
  [[ $source = /* ]] || source=$folder/$source
done
home=$(cd -P "$(dirname "$source")/.." && pwd)
cluster=${GENLABEL_CLUSTER_DIR:-$home/spark-jobs/target/cluster}
[[ $cluster = /* ]] || cluster=$PWD/$cluster

start_seconds=60
stop_seconds=10

. "$home/submit/java.sh"
use_utf8

wrong() {
  say "$* (submit/standalone.sh start [--workers N] [--cores N] [--memory 1g] [--port P], status or stop)"
  exit 2
}

# Prints the id in a pid file if the process is one of this cluster: ids are reused, at the latest after a restart of the
# machine.
running() {
  local file=$cluster/$1.pid pid
  [ -f "$file" ] || return 1
  pid=$(cat "$file")
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  case $(ps -ww -o command= -p "$pid" 2>/dev/null) in
    *"-Dgenlabel.cluster=$cluster "*"-Dgenlabel.role=$1 "*) printf '%s' "$pid" ;;
    *) return 1 ;;
  esac
}

# Prints the names of the workers that have been started.
workers() {
  local file
  for file in "$cluster"/worker-*.pid; do
    [ -f "$file" ] || continue
    file=${file##*/}
    printf '%s\n' "${file%.pid}"
  done
}

# Starts a process: its name, its class and arguments.
launch() {
  local name=$1
  shift
  # Detached from the shell: it outlives the script, does not receive Ctrl-C of this terminal, and does not keep the lock.
  SPARK_HOME=$spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 nohup "$java" ${options[@]+"${options[@]}"} -Xmx512m \
    -Dgenlabel.cluster="$cluster" -Dgenlabel.role="$name" -Dgenlabel.log.level=info \
    -Dlog4j2.configurationFile="$home/conf/log4j2.properties" -Dspark.port.maxRetries=0 -Dspark.master.rest.enabled=false \
    -cp "$spark/jars/*" "$@" >"$cluster/$name.log" 2>&1 </dev/null 9>&- &
  printf '%s\n' "$!" >"$cluster/$name.pid"
}

# Waits until the log of a process says that it is ready: its name, and the text to wait for.
await() {
  local log=$cluster/$1.log pid end=$((SECONDS + start_seconds))
  pid=$(cat "$cluster/$1.pid")
  until grep -qs "$2" "$log"; do # its shell may not have made the file yet
    if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -ge "$end" ]; then
      kill "$pid" 2>/dev/null || true
      rm -f "$cluster/$1.pid"
      if grep -q 'java.net.BindException' "$log"; then
        say "port $port of 127.0.0.1 is taken: name another with --port (0: any that is free)"
      else
        say "the $1 did not start; it says in $log: $(tail -n 1 "$log")"
      fi
      exit 3
    fi
    sleep 0.1
  done
}

# Finds Java and Spark: a distribution brings its own, the launcher's folder the options that Java needs.
find_spark() {
  find_java
  options=()
  if [ -n "${SPARK_HOME:-}" ]; then
    spark=$SPARK_HOME
    [ -d "$spark/jars" ] || { say "SPARK_HOME is $spark, which has no jars: set it to a Spark distribution, or unset it"; exit 2; }
  else
    # Builds where that is needed, and makes the folder.
    "$home/submit/genlabel" --version >/dev/null || exit
    # Not the link: the next build turns it to another folder.
    spark=$(cd -P "$home/spark-jobs/target/launcher/spark" && pwd)
    options=("@$spark/java-options")
  fi
  require_class_path "$spark"
  require_readable "$home" "$spark" "$cluster"
}

# Reads the number of an option into the variable of its name: its text, the least and the largest allowed.
number() {
  [[ $2 =~ ^[0-9]{1,5}$ ]] && [ "$2" -ge "$3" ] && [ "$2" -le "$4" ] || wrong "--$1 $2: must be a whole number from $3 to $4"
  printf -v "$1" '%s' "$2"
}

start() {
  local workers=2 cores=1 memory=2g port=7077 url worker i
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    esac
    [ $# -ge 2 ] || wrong "$1: its value is missing"
    case $1 in
      --workers) number workers "$2" 1 99 ;;
      --cores) number cores "$2" 1 9999 ;;
      --memory)
        [[ $2 =~ ^[1-9][0-9]*[mgMG]$ ]] || wrong "--memory $2: must be a number and m or g, e.g. 1g"
        memory=$2
        ;;
      --port) number port "$2" 0 65535 ;;
      *) wrong "$1: no such option" ;;
    esac
    shift 2
  done
  find_spark
  mkdir -p "$cluster"
  # One start at a time.
  exec 9>"$cluster/lock"
  if command -v flock >/dev/null; then flock 9; fi
  if ! running master >/dev/null; then
    # Workers of a master that is gone would come back to it, not to the new one.
    stop_workers
    launch master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0
    await master 'New state: ALIVE'
    sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$cluster/master.log" | head -n 1 >"$cluster/url"
  fi
  url=$(cat "$cluster/url")
  [ "$port" = 0 ] || [ "$port" = 7077 ] || [ "$port" = "${url##*:}" ] ||
    { say "--port $port: the cluster runs at $url already; stop it first"; exit 2; }
  for ((i = 1; i <= workers; i++)); do
    worker=worker-$i
    if ! running "$worker" >/dev/null; then
      launch "$worker" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --port 0 --webui-port 0 --cores "$cores" \
        --memory "$memory" --work-dir "$cluster/work/$worker" "$url"
    fi
  done
  for ((i = 1; i <= workers; i++)); do await "worker-$i" 'Successfully registered with master'; done
  exec 9>&-
  tell "$url"
}

# Prints the processes of the cluster, and how to use it.
tell() {
  local worker
  printf 'master    %s   UI %s   process %s\n' "$1" "$(ui master)" "$(running master)"
  for worker in $(workers); do
    if running "$worker" >/dev/null; then
      printf '%-9s UI %s   process %s\n' "$worker" "$(ui "$worker")" "$(running "$worker")"
    else
      printf '%-9s does not run; start starts it again\n' "$worker"
    fi
  done
  printf 'logs      %s\n' "$cluster"
  printf 'run       %q run --master %s\n' "$home/submit/genlabel" "$1"
}

ui() { sed -n 's/.*started at \(http:[^ ]*\).*/\1/p' "$cluster/$1.log" | head -n 1; }

status() {
  local worker complete=true
  [ $# = 0 ] || wrong "status $*: takes no options"
  if ! running master >/dev/null; then
    printf 'no cluster runs in %s\n' "$cluster"
    exit 1
  fi
  for worker in $(workers); do
    running "$worker" >/dev/null || complete=false
  done
  tell "$(cat "$cluster/url")"
  [ "$complete" = true ] || exit 1
}

# Ends processes of the cluster; a worker ends its executors and drivers.
end() {
  local name pid pids=() deadline=$((SECONDS + stop_seconds))
  for name in "$@"; do
    pid=$(running "$name") || continue
    kill "$pid" 2>/dev/null || true
    pids+=("$name")
  done
  for name in ${pids[@]+"${pids[@]}"}; do
    while pid=$(running "$name"); do
      if [ "$SECONDS" -ge "$deadline" ]; then kill -KILL "$pid" 2>/dev/null || true; fi
      sleep 0.1
    done
  done
  for name in "$@"; do rm -f "$cluster/$name.pid"; done
}

# shellcheck disable=SC2046 # the names have no blanks
stop_workers() { end $(workers); }

stop() {
  [ $# = 0 ] || wrong "stop $*: takes no options"
  local ran=false name
  for name in master $(workers); do
    if running "$name" >/dev/null; then ran=true; fi
  done
  stop_workers
  end master
  rm -f "$cluster/url"
  if [ "$ran" = true ]; then say "stopped"; else say "no cluster runs in $cluster"; fi
}

case ${1:-} in
  start | stop | status) "$@" ;;
  '') wrong "what to do is missing" ;;
  -h | --help) sed -n 's/^# \{0,1\}//; 2,/^set /{/^set /d; p;}' "$source" ;;
  *) wrong "$1: no such command" ;;
esac
