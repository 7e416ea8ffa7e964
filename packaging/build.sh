#!/usr/bin/env bash
# Builds the folder that runs by itself and the .deb of each program that is named: desk, central (without a name: both).
# They lie under dist/ then. The .deb are not signed. The same commit gives the same files: times come from it, not from
# the clock, and nothing depends on the order in which a folder is read.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/set_up.sh --packaging
version=$(.venv/bin/python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1 LC_ALL=C.UTF-8 TZ=UTC
umask 022
# Built here, it needs the C library of here or a later one.
libc="libc6 (>= $(getconf GNU_LIBC_VERSION | cut -d' ' -f2))"

# The program's folder by PyInstaller, then as it stands into /opt of the package.
begin() { # name, folder of the spec
  name=$1 root=build/deb/$1
  .venv/bin/pyinstaller --noconfirm --clean --log-level ERROR --distpath dist --workpath build/pyinstaller "packaging/$2/$name.spec"
  cp LICENSE "dist/$name/LICENSE"
  rm -rf "$root"
  install -d "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/doc/$name"
  cp -a "dist/$name" "$root/opt/$name"
  install -m 644 LICENSE "$root/usr/share/doc/$name/copyright"
  ln -s "/opt/$name/THIRD-PARTY.txt" "$root/usr/share/doc/$name/third-party.txt"
}

# The rest of the control file comes from standard input.
finish() { # dependencies
  local file="dist/${name}_${version}_${architecture}.deb"
  { printf 'Package: %s\nVersion: %s\nArchitecture: %s\n' "$name" "$version" "$architecture"
    printf 'Maintainer: Yichuang maintainers <maintainers@yichuang.example>\nSection: misc\nPriority: optional\n'
    printf 'Installed-Size: %s\nDepends: %s\n' "$(du -sk --apparent-size "$root/opt" | cut -f1)" "$1"
    cat
  } >"$root/DEBIAN/control"
  chmod -R u=rwX,go=rX "$root/opt"
  find "$root" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Zzstd --build "$root" "$file" >/dev/null
  du -sh "dist/$name" "$file"
}

build_desk() {
  begin yichuang desk
  "dist/$name/$name" id check 500106198511154828 >/dev/null
  "dist/$name/$name" catalog check "dist/$name/_internal/resources/catalog" >/dev/null
  ln -s "/opt/$name/$name" "$root/usr/bin/$name"
  install -D -m 644 -t "$root/usr/share/applications" packaging/desk/yichuang.desktop
  install -D -m 644 -t "$root/usr/share/icons/hicolor/scalable/apps" packaging/desk/yichuang.svg
  install -m 644 docs/administrator.md docs/clerk-guide.md "$root/usr/share/doc/$name/"
  finish "$libc, $(.venv/bin/python scripts/missing_libraries.py --all), cups-client" <<'CONTROL'
Description: desk of an undifferentiated service counter (一窗)
 Accepts, checks and prints with the network down; keeps an encrypted, append-only record.
CONTROL
}

build_central() {
  begin yichuang-central central
  if find "dist/$name" -iname '*qt*' | grep -q .; then echo "Qt has come into the server's folder." >&2 && exit 1; fi
  local home; home=$(mktemp -d)
  "dist/$name/$name" --home "$home" init --admin admin >/dev/null
  "dist/$name/$name" --home "$home" --json doctor >/dev/null
  rm -rf "$home"
  install -m 755 packaging/central/yichuang-central.sh "$root/usr/bin/$name"
  install -D -m 755 -t "$root/usr/lib/$name" packaging/central/backup
  install -D -m 644 -t "$root/usr/lib/systemd/system" packaging/central/*.service packaging/central/*.timer
  install -d -m 755 "$root/etc/yichuang"
  install -m 600 packaging/central/central.env "$root/etc/yichuang/central.env"
  echo /etc/yichuang/central.env >"$root/DEBIAN/conffiles"
  install -m 755 -t "$root/DEBIAN" packaging/central/postinst packaging/central/prerm packaging/central/postrm
  install -m 644 docs/central.md docs/commands.md "$root/usr/share/doc/$name/"
  finish "$libc, adduser, init-system-helpers, util-linux" <<'CONTROL'
Suggests: postgresql (>= 15)
Description: central server of undifferentiated service counters (一窗)
 Takes in what the desks of a district record, decides between them, serves the departments' console and the public pages.
CONTROL
}

[ $# -gt 0 ] || set -- desk central
for program in "$@"; do
  case $program in
  desk | central) "build_$program" ;;
  *) echo "Which program? desk, central" >&2 && exit 2 ;;
  esac
done
