#!/usr/bin/env bash
# From a bare Debian 12 (python3, make, git) to .venv with the locked dependencies. Says what it installs; a second run
# changes nothing. `--display`: only the system libraries of a real window; `--tests`: only the programs that tests start
# (a PostgreSQL server, a browser); `--packaging`: also what `make dist` needs.
# Which package index is used is the machine's own matter: pip's and uv's settings hold, none is named here.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
PYTHON=${PYTHON:-python3}
UV_VERSION='uv>=0.13,<0.14'
groups=(--group dev)
[ "${1:-}" != --packaging ] || groups+=(--group packaging)
say() { printf '\033[1m%s\033[0m\n' "· $*" >&2; }

install_packages() {
  [ $# -gt 0 ] || return 0
  say "Missing system packages, installed now by apt: $*"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { say "Neither root nor sudo. Please run as root: apt-get install $*"; exit 1; }
    root=(sudo)
  fi
  command -v apt-get >/dev/null || { say "No apt-get here. Please install what corresponds to: $*"; exit 1; }
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or later is needed; $PYTHON is $("$PYTHON" -V)"; exit 1; }

packages=()
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
[ -e /etc/ssl/certs/ca-certificates.crt ] || packages+=(ca-certificates)
read -r -a libraries <<<"$("$PYTHON" scripts/missing_libraries.py "$@")"
install_packages "${packages[@]}" "${libraries[@]}"
case "${1:-}" in --display | --tests) exit 0 ;; esac

if [ ! -x .uv/bin/uv ]; then
  say "Setting up uv in .uv"
  "$PYTHON" -m venv --clear .uv
  .uv/bin/python -m pip install --quiet --disable-pip-version-check "$UV_VERSION"
fi

# What pip was told of certificates and mirrors holds for uv too.
certificates=${SSL_CERT_FILE:-${PIP_CERT:-$(.uv/bin/python -m pip config get global.cert 2>/dev/null || true)}}
[ -z "$certificates" ] || export SSL_CERT_FILE=$certificates
mirror=${UV_DEFAULT_INDEX:-${UV_INDEX_URL:-${PIP_INDEX_URL:-$(.uv/bin/python -m pip config get global.index-url 2>/dev/null || true)}}}

say "Installing the locked dependencies into .venv"
if [ -z "$mirror" ]; then
  .uv/bin/uv sync --locked --quiet "${groups[@]}" --python "$PYTHON"
else
  # A lock file names where each file came from. Behind a mirror the same files, by the same hashes, are taken from the mirror.
  [ -x .venv/bin/python ] || .uv/bin/uv venv --quiet --python "$PYTHON" .venv
  .uv/bin/uv export --frozen --quiet "${groups[@]}" --no-emit-project --format requirements-txt -o .uv/locked.txt >/dev/null
  UV_DEFAULT_INDEX=$mirror .uv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes .uv/locked.txt
  UV_DEFAULT_INDEX=$mirror .uv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --editable .
fi

# Where Python may not write its compiled files (PYTHONDONTWRITEBYTECODE, a read-only installation) every start would
# compile a thousand modules again. Some packages ship files that are no Python: they are left as they are.
say "Compiling, so that every command starts at once"
.venv/bin/python -m compileall -q -j 0 app db "$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" >/dev/null 2>&1 || true
.venv/bin/python -m app.catalog.compiled resources/catalog
