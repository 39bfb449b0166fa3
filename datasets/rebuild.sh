#!/usr/bin/env bash
# Rebuilds datasets/bundled from Debian packages and checks it against datasets/SHA256SUMS.
#
#   datasets/rebuild.sh [--update] [FOLDER]
#
# FOLDER    where bundled/<id>/dataset.arff goes; default: the folder of this script
# --update  write SHA256SUMS anew instead of checking against it (to add a dataset)
#
# Runs on Debian 12, as root or not, from any directory. Needs apt-get, dpkg-deb, sha256sum and Rscript
# (apt-get install --no-install-recommends r-base-core), network access to a Debian mirror and 200 MB in FOLDER.
# The packages are unpacked, not installed. Only root can refresh the package lists; another user who gets the error
# that a package is not found runs `sudo apt-get update` first.
set -euo pipefail

packages=(
  r-cran-animation r-cran-ddalpha r-cran-lattice r-cran-mass r-cran-mlbench
  r-cran-sampling r-cran-sn r-cran-spdata r-cran-survival weka
)

fail() {
  echo "rebuild.sh: $1" >&2
  exit "${2:-1}"
}

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
update=no
folder=$here
for argument in "$@"; do
  case $argument in
    --update) update=yes ;;
    -*) fail "unknown option $argument; usage: rebuild.sh [--update] [FOLDER]" 2 ;;
    *) folder=$argument ;;
  esac
done

for command in apt-get dpkg-deb sha256sum Rscript; do
  command -v "$command" >/dev/null || fail "$command is missing; see the first lines of this script" 2
done
if [[ $update == no && ! -f $here/SHA256SUMS ]]; then
  fail "SHA256SUMS is missing beside this script; --update writes it" 2
fi

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d "$folder/.rebuild.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/archives" "$work/packages" "$work/new"

if [[ $(id -u) == 0 ]]; then
  echo "refreshing the package lists"
  apt-get update -qq || echo "rebuild.sh: apt-get update failed, going on with the lists at hand" >&2
fi

echo "downloading ${#packages[@]} packages"
(cd "$work/archives" && apt-get download -qq -o APT::Sandbox::User=root "${packages[@]}") \
  || fail "cannot download the packages; are the package lists there (apt-get update)?"
for package in "${packages[@]}"; do
  archive=("$work/archives/${package}"_*.deb)
  dpkg-deb -x "${archive[0]}" "$work/packages/$package"
  dpkg-deb -f "${archive[0]}" Version >"$work/packages/$package.version"
done

echo "converting"
LC_ALL=C.UTF-8 Rscript --vanilla "$here/rebuild.R" "$work/packages" "$work/new/bundled"

cd "$work/new"
mapfile -t files < <(find bundled -name dataset.arff | sort -t/ -k2n)
if [[ $update == yes ]]; then
  sha256sum "${files[@]}" >SHA256SUMS
  mv SHA256SUMS "$here/SHA256SUMS"
  verdict="SHA256SUMS written anew"
else
  listed=$(wc -l <"$here/SHA256SUMS")
  if ! sha256sum --check --strict --quiet "$here/SHA256SUMS" || [[ ${#files[@]} != "$listed" ]]; then
    echo "read from:" >&2
    (cd "$work/archives" && printf '  %s\n' *.deb) >&2
    fail "not what SHA256SUMS says, so nothing was replaced. Other package versions (not Debian 12)?"
  fi
  verdict="all as SHA256SUMS says"
fi

for file in "${files[@]}"; do
  mkdir -p "$folder/$(dirname "$file")"
  mv -f "$file" "$folder/$file"
done
echo "${#files[@]} datasets from ${#packages[@]} packages into $folder/bundled: $verdict"
