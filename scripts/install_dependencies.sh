#!/usr/bin/env bash
# Installs what is missing on Debian 12, from the apt and npm registries only. Does nothing when all is there.
#   scripts/install_dependencies.sh          what a user needs
#   scripts/install_dependencies.sh --tests   what the tests and checks need as well
#   scripts/install_dependencies.sh --python  what the Python module needs to be built
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build pkg-config ca-certificates nodejs npm
          libfmt-dev libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libeigen3-dev
          coinor-libcbc-dev librandom123-dev libboost-math-dev libicu-dev libstemmer-dev libssl-dev zlib1g-dev
          libzip-dev libxlsxwriter-dev libexpat1-dev libgit2-dev libxml2-dev libgmime-3.0-dev libcpp-httplib-dev poppler-utils
          librsvg2-dev libpango1.0-dev
          libbenchmark-dev doctest-dev librapidcheck-dev)
python=(python3-dev python3-pip python3-numpy pybind11-dev)
if [[ "${1:-}" == "--python" ]]; then packages+=("${python[@]}"); fi
if [[ "${1:-}" == "--tests" ]]; then
  packages+=("${python[@]}" python3-pandas python3-pytest python3-nbconvert python3-ipykernel python3-matplotlib
             doxygen r-base-core)
  packages+=(git python3 clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 ccache
             chromium fontconfig fonts-liberation fonts-dejavu-core libreoffice-calc-nogui python3-uno)
fi

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi; }

is_there() {
  # A node from elsewhere than Debian serves as well.
  case "$1" in nodejs) command -v node > /dev/null && return 0 ;; npm) command -v npm > /dev/null && return 0 ;; esac
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null)" == installed ]]
}

missing=()
for package in "${packages[@]}"; do is_there "$package" || missing+=("$package"); done
if ((${#missing[@]} > 0)); then
  echo "installing: ${missing[*]}" >&2
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi

if [[ ! -e node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  echo "installing: the libraries of package-lock.json" >&2
  npm ci --ignore-scripts --no-audit --no-fund --silent >&2
  touch node_modules/.package-lock.json
fi

# What the page of `handover serve` is built from; its tests need more.
page_parts=(--omit=dev); [[ "${1:-}" == "--tests" ]] && page_parts=()
if [[ ! -e web/node_modules/.package-lock.json || web/package-lock.json -nt web/node_modules/.package-lock.json ]]; then
  echo "installing: the libraries of web/package-lock.json" >&2
  npm ci --ignore-scripts --no-audit --no-fund --silent --prefix web "${page_parts[@]}" >&2
  touch web/node_modules/.package-lock.json
fi
