#!/usr/bin/env bash
# Tells whether a study has the same rows whichever Java runs it: runs the quick study with two JDKs at the same time, with
# one in this checkout and with the other in a temporary copy of it, and compares the tables bit for bit.
#
#   submit/compare-jdks.sh [--jdk DIR] [--other-jdk DIR] [options of genlabel run, such as --config FILE or --data DIR]
#
#   --jdk DIR        default: the JDK in use, $JAVA_HOME or that of the java on the PATH
#   --other-jdk DIR  default: of those that $JAVA_HOME_21, $JAVA_HOME_25_X64 and the like name and of those in
#                    /usr/lib/jvm, the one whose version between 17 and 25 is furthest from the first's
#
# Cells are compared in all columns but those that tell of the run itself: run_id, fit_seconds, attempt, host and
# finished_at. Each run is given one core, and GENLABEL_MEMORY of heap. What is not committed is compared too. Paths among the
# options must be absolute: the programs run in folders of their own.
#
# Exit codes: 0 same rows, or no second JDK, 1 other rows, 2 wrong usage, 3 a build or a run failed.
set -euo pipefail
unset CDPATH # cd would print what it finds there, and go elsewhere

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf 'genlabel: %s\n' "$*" >&2; }

# Prints the version of a JDK that can build the program, nothing if it cannot.
feature() {
  local version
  [ -x "$1/bin/javac" ] || return 0
  version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  if [ "${version:-0}" -ge 17 ] && [ "$version" -le 25 ]; then printf '%s' "$version"; fi
}

jdk_in_use() {
  if [ -n "${JAVA_HOME:-}" ]; then
    printf '%s' "$JAVA_HOME"
  else
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  fi
}

# Prints the JDK whose version is furthest from the one given.
furthest_jdk() {
  local candidate version distance furthest=0 found=
  while IFS= read -r candidate; do
    version=$(feature "$candidate")
    [ -n "$version" ] || continue
    distance=$((version > $1 ? version - $1 : $1 - version))
    if [ "$distance" -gt "$furthest" ]; then
      furthest=$distance
      found=$candidate
    fi
  done < <(env | sed -n 's/^JAVA_HOME_[A-Za-z0-9_]*=//p'; printf '%s\n' /usr/lib/jvm/*)
  printf '%s' "$found"
}

# Copies the files of the checkout, without what is built or ignored.
copy_checkout() {
  mkdir -p "$1"
  if git -C "$home" rev-parse --git-dir >/dev/null 2>&1; then
    # Without files that are deleted but not committed so.
    (cd "$home" && git ls-files -z -co --exclude-standard | while IFS= read -r -d '' file; do
      [ ! -f "$file" ] || printf '%s\0' "$file"
    done | tar -c --null -T - -f -) | tar -x -C "$1" -f -
  else
    (cd "$home" && tar -c --exclude=target --exclude=results -f - .) | tar -x -C "$1" -f -
  fi
}

# Runs the study in the checkout $1 with the JDK $2, into the folder $3; builds first if need be.
run_study() {
  local checkout=$1 jdk=$2 folder=$3
  shift 3
  cd "$folder"
  JAVA_HOME=$jdk GENLABEL_CLASS_ARCHIVE=no \
    "$checkout/submit/genlabel" run --config conf/quick.conf --master 'local[1]' --out "$folder/results" "$@" >log 2>&1
}

# Prints the rows of the results $1, in order. Always with the first JDK: versions of Java write doubles with other digits.
rows() {
  local of_the_run='run_id, fit_seconds, attempt, host, finished_at'
  JAVA_HOME=$jdk GENLABEL_CLASS_ARCHIVE=no "$home/submit/genlabel" sql "$1" --format csv "
    SELECT 'cells' AS table_name, to_json(struct(* EXCEPT ($of_the_run))) AS row FROM cells
    UNION ALL SELECT 'cv_scores', to_json(struct(* EXCEPT (run_id))) FROM cv_scores" | LC_ALL=C sort
}

main() {
  local jdk= other= version other_version started=$SECONDS first second failed=
  while [ $# -gt 0 ]; do
    case $1 in
      --jdk | --other-jdk)
        [ $# -ge 2 ] && [ -n "$(feature "$2")" ] || { say "$1 wants the folder of a JDK 17 to 25"; exit 2; }
        if [ "$1" = --jdk ]; then jdk=$2; else other=$2; fi
        shift 2
        ;;
      *) break ;;
    esac
  done
  jdk=${jdk:-$(jdk_in_use)}
  version=$(feature "$jdk")
  [ -n "$version" ] || { say "the Java in use, ${jdk:-none}, is no JDK 17 to 25: name one with --jdk"; exit 2; }
  other=${other:-$(furthest_jdk "$version")}
  if [ -z "$other" ]; then
    echo "Java $version only: no JDK of another version from 17 to 25 is installed, nothing compared"
    return
  fi
  other_version=$(feature "$other")
  unset SPARK_HOME

  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/a" "$work/b"
  copy_checkout "$work/checkout"
  set -m # process groups of their own, which can be ended
  run_study "$home" "$jdk" "$work/a" "$@" &
  first=$!
  run_study "$work/checkout" "$other" "$work/b" "$@" &
  second=$!
  set +m
  trap 'kill -- "-$first" "-$second" 2>/dev/null; wait; exit 130' INT TERM HUP
  wait "$first" || failed="a $version"
  wait "$second" || failed="b $other_version"
  if [ -n "$failed" ]; then
    tail -n 20 "$work/${failed% *}/log" >&2
    say "the build or the run with Java ${failed#* } failed"
    exit 3
  fi

  rows "$work/a/results" >"$work/a/rows"
  rows "$work/b/results" >"$work/b/rows"
  [ "$(grep -c '^cells,' "$work/a/rows")" -gt 0 ] || { say "the study has no rows"; exit 3; }
  if ! cmp -s "$work/a/rows" "$work/b/rows"; then
    diff "$work/a/rows" "$work/b/rows" | head -n 20 || true
    echo "Java $version and Java $other_version: rows DIFFER (above: < $version, > $other_version)"
    exit 1
  fi
  echo "Java $version and Java $other_version: the same $(grep -c '^cells,' "$work/a/rows") cells and" \
    "$(grep -c '^cv_scores,' "$work/a/rows") scores of cross-validation, bit for bit ($((SECONDS - started)) s)"
}

main "$@"
