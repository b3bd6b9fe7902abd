#!/bin/sh
# KBSync: these lines, then a jar. They find a Java and let it run the jar.

self=$(readlink -f -- "$0")
home=${self%/*}
plugins=${KBSYNC_PLUGINS:-$home/plugins}

no_java() {
  {
    printf 'KBSync: %s\n' "$1"
    echo 'Install Java 17 or newer, for example with'
    echo '    sudo apt install default-jre-headless       (Debian, Ubuntu)'
    echo '    sudo dnf install java-21-openjdk-headless   (Fedora, RHEL)'
    echo 'or set JAVA_HOME to the folder of one.'
  } >&2
  exit 2
}

if [ -n "${JAVA_HOME-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || no_java 'there is no Java on this machine.'
fi
release=$(readlink -f -- "$java")
release=${release%/bin/java}/release
version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null)
if [ -z "$version" ]; then
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
fi
if [ "${version:-0}" -lt 17 ]; then
  no_java "$java is too old, or does not start: Java 17 or newer is needed."
fi

# Names of files are UTF-8, whatever a service manager leaves of the locale.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) LC_ALL=C.UTF-8 && export LC_ALL ;;
esac

classpath=$self
[ -d "$plugins" ] && classpath="$self:$plugins/*"

# Loaded classes are shared from the second start on. The first sync leaves them in a file under its
# process id, which the next start puts in place; where anything of it fails, the start is slower.
share=
library=
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
if [ -n "$cache" ] && mkdir -p "$cache/kbsync" 2>/dev/null; then
  key=$({
    stat -c '%n %s %Y' -- "$self" || stat -f '%N %z %m' -- "$self"
    cat -- "$release"
    [ ! -d "$plugins" ] || ls -l -- "$plugins"
  } 2>/dev/null | cksum | tr -d ' ')
  archive=$cache/kbsync/$key.jsa
  library=-Dkbsync.library=$cache/kbsync/$key.so
  if [ ! -f "$archive" ]; then
    for made in "$archive".*; do
      maker=${made##*.}
      [ -f "$made" ] && { [ "$maker" = $$ ] || ! kill -0 "$maker"; } && mv -f -- "$made" "$archive"
    done 2>/dev/null
  fi
  if [ -f "$archive" ]; then
    share=-XX:SharedArchiveFile=$archive
  else
    case ${1-} in
      --config* | --once)
        find "$cache/kbsync" \( -name '*.jsa*' -o -name '*.so*' \) -mtime +30 -exec rm -f {} + 2>/dev/null
        share=-XX:ArchiveClassesAtExit=$archive.$$
        ;;
    esac
  fi
fi

# The state's library is native code, which newer Javas want to be told.
native=
[ "$version" -lt 24 ] || native=--enable-native-access=ALL-UNNAMED

# A sync runs much code a little: what is compiled at once, without a look at how it is used, saves a
# third of the processor's time. Only what runs for millions of times, hashes and ciphers, is compiled
# for the best.
compiler='-XX:+IgnoreUnrecognizedVMOptions -XX:-C1UpdateMethodData
  -XX:Tier4InvocationThreshold=500000 -XX:Tier4MinInvocationThreshold=60000
  -XX:Tier4CompileThreshold=1500000 -XX:Tier4BackEdgeThreshold=4000000'

# shellcheck disable=SC2086 # flags without blanks
exec "$java" -Xshare:auto -Xlog:disable -XX:+UseSerialGC $compiler ${share:+"$share"} ${library:+"$library"} $native \
  -Dkbsync.program="$self" -cp "$classpath" io.kbsync.cli.Main "$@"
exit 127
