# What submit/genlabel and submit/standalone.sh share: the locale, Java, and what they say. They source it.

say() { printf 'genlabel: %s\n' "$*" >&2; }

# Exports a locale in UTF-8 unless the one in use is: Java takes the encoding of paths and arguments from the locale, and
# with that of POSIX each letter that is not ASCII would become question marks. Sets utf8 to whether there is one.
use_utf8() {
  local locales pattern name
  utf8=true
  if ! command -v locale >/dev/null; then
    # Of musl, which has no other encoding.
    export LC_ALL=C.UTF-8
    return
  fi
  [ "$(locale charmap 2>/dev/null)" != UTF-8 ] || return 0
  locales=$(locale -a 2>/dev/null) || locales=
  for pattern in '^C[.]UTF-?8$' '^en_US[.]UTF-?8$' '[.]UTF-?8$'; do
    name=$(grep -i -m 1 -E "$pattern" <<<"$locales") || continue
    export LC_ALL=$name
    return
  done
  utf8=false
}

# Rejects words that Java could not read in this locale.
require_readable() {
  local LC_ALL=C word
  [ "$utf8" = false ] || return 0
  for word in "$@"; do
    case $word in
      *[$'\x80'-$'\xff']*)
        say "$word: not ASCII, and this machine has no locale in UTF-8 (locale -a lists those it has): install one, such as C.UTF-8"
        exit 2
        ;;
    esac
  done
}

# Rejects a folder from which Java cannot load classes: a colon ends an entry of the class path, and "!/" the path of a jar.
require_class_path() {
  case $1/ in
    *:* | *!/*)
      say "$1: Java cannot load classes from a folder with a colon in its path, or a name that ends with !: move it to another"
      exit 2
      ;;
  esac
}

# Rejects what is no amount of memory: the name of the option and its value.
require_memory() {
  [[ $2 =~ ^[1-9][0-9]{0,8}[mgMG]$ ]] || { say "$1 is $2: must be a number and m or g, e.g. 2g"; exit 2; }
}

# Finds Java, and which it is: builds and archives are good for some only. Sets java, java_version and java_feature.
# Arguments: the least heap it has to start with, and what has set it.
find_java() {
  local reason
  java=java
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || { say "JAVA_HOME is $JAVA_HOME, which has no bin/java: set it to a Java 17 to 25, or unset it"; exit 2; }
  fi
  command -v "$java" >/dev/null || { say "Java 17 to 25 is needed: install it, or set JAVA_HOME"; exit 2; }
  if ! java_version=$("$java" ${1:+"-Xmx$1"} -version 2>&1); then
    # Its general lines say less than the one that names the reason.
    reason=$(grep -v -e '^Error occurred during init' -e '^Error: Could not create the' -e '^Error: A fatal exc' <<<"$java_version" | head -n 1)
    say "$java does not start${2:+ with $2}: $reason"
    exit 2
  fi
  java_feature=$(sed -n 's/.* version "\([0-9]*\).*/\1/p' <<<"$java_version" | head -n 1)
  # Later ones are left to Maven: a newer checkout may know them.
  [ "${java_feature:-17}" -ge 17 ] || { say "$java is too old, of version $java_feature: Java 17 to 25 is needed; set JAVA_HOME"; exit 2; }
}
