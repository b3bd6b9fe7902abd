#!/bin/sh
# Measures: benchmarks/run.sh P1 [P2 ...]. Builds what is missing or older than its sources; what it
# finds goes to the screen and to benchmarks/target/work/P1/results.md.
#   RUNS=3 benchmarks/run.sh P1     how often each contender runs (5)
#   FILES=1000 ... P1 to P4, P7     how many files there are, to see that it works; no bar is meant for it
#   HUGE=1073741824 ... P5          bytes of the one large file (8 GiB)
# benchmarks/run.sh jmh [OPTION ...] measures single functions instead, with the options of JMH behind it
# (-f 1 -wi 2 -i 3 PathMatching: one process, so many rounds, these only): target/work/jmh/results.txt.

set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
root=$(dirname -- "$here")
program=$root/kbsync-cli/target/KBSync
target=$here/target
classpath=$target/classpath.txt

[ $# -gt 0 ] || { echo "usage: $0 P1 ... P9 | $0 jmh [options of JMH]" >&2; exit 2; }

require() {
  for tool; do
    command -v "$tool" >/dev/null || {
      echo "$tool is missing: sudo apt install rclone curl time" >&2
      exit 2
    }
  done
}

newer_than() {
  [ ! -e "$1" ] ||
    [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main "$here"/src -type f -newer "$1" | head -n 1)" ]
}

build() {
  if newer_than "$program" || newer_than "$classpath"; then
    echo "building ..." >&2
    (cd "$root" && mvn -q -B package -DskipTests -DskipITs -P benchmarks -pl kbsync-cli,benchmarks -am)
    touch "$program" "$classpath"
  fi
}

if [ -n "${JAVA_HOME-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
if [ "$1" = jmh ]; then
  shift
  build
  mkdir -p "$target/work/jmh"
  exec "$java" -cp "$target/test-classes:$(cat "$target/classpath-jmh.txt")" org.openjdk.jmh.Main \
    -foe true -rf text -rff "$target/work/jmh/results.txt" "$@"
fi
require rclone curl /usr/bin/time
build
exec "$java" -XX:+UseSerialGC -Dkbsync.program="$program" -Dkbsync.work="$target/work" \
  -Dkbsync.runs="${RUNS:-5}" -Dkbsync.huge="${HUGE:-8589934592}" ${FILES:+"-Dkbsync.files=$FILES"} \
  -cp "$target/classes:$(cat "$classpath")" io.kbsync.benchmarks.Bench "$@"
