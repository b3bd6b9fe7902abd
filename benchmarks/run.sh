#!/bin/sh
# Measures: benchmarks/run.sh P1 [P2 ...]. Builds what is missing or older than its sources; what it
# finds goes to the screen and to benchmarks/target/work/P1/results.md.
#   RUNS=3 benchmarks/run.sh P1     how often each contender runs (5)
#   HUGE=1073741824 ... P5          bytes of the one large file (8 GiB)

set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
root=$(dirname -- "$here")
program=$root/kbsync-cli/target/KBSync
classes=$here/target/classes
classpath=$here/target/classpath.txt

[ $# -gt 0 ] || { echo "usage: $0 P1 ... P9" >&2; exit 2; }
for tool in rclone curl /usr/bin/time; do
  command -v "$tool" >/dev/null || {
    echo "$tool is missing: sudo apt install rclone curl time" >&2
    exit 2
  }
done

newer_than() {
  [ ! -e "$1" ] || [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -type f -newer "$1" | head -n 1)" ]
}

if newer_than "$program" || newer_than "$classpath"; then
  echo "building ..." >&2
  (cd "$root" && mvn -q -B package -DskipTests -DskipITs -P benchmarks -pl kbsync-cli,benchmarks -am)
  touch "$program" "$classpath"
fi

if [ -n "${JAVA_HOME-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
exec "$java" -XX:+UseSerialGC -Dkbsync.program="$program" -Dkbsync.work="$here/target/work" \
  -Dkbsync.runs="${RUNS:-5}" -Dkbsync.huge="${HUGE:-8589934592}" -cp "$classes:$(cat "$classpath")" io.kbsync.benchmarks.Bench "$@"
