#!/usr/bin/env bash
# Builds dist/yichuang (a folder that runs by itself) and dist/yichuang_<version>_<architecture>.deb. The .deb is not signed.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/set_up.sh --packaging
version=$(.venv/bin/python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
architecture=$(dpkg --print-architecture)
root=build/deb
# The same commit gives the same files: times come from it, not from the clock.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
export SOURCE_DATE_EPOCH

.venv/bin/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller packaging/desk/yichuang.spec
dist/yichuang/yichuang id check 500106198511154828 >/dev/null
dist/yichuang/yichuang catalog check dist/yichuang/_internal/resources/catalog >/dev/null

rm -rf "$root"
install -d "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" \
  "$root/usr/share/icons/hicolor/scalable/apps" "$root/usr/share/doc/yichuang"
cp -a dist/yichuang "$root/opt/yichuang"
ln -s /opt/yichuang/yichuang "$root/usr/bin/yichuang"
install -m 644 packaging/desk/yichuang.desktop "$root/usr/share/applications/"
install -m 644 packaging/desk/yichuang.svg "$root/usr/share/icons/hicolor/scalable/apps/"
install -m 644 LICENSE "$root/usr/share/doc/yichuang/copyright"
cat >"$root/DEBIAN/control" <<CONTROL
Package: yichuang
Version: $version
Architecture: $architecture
Maintainer: Yichuang maintainers <maintainers@yichuang.example>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/opt" | cut -f1)
Depends: $(.venv/bin/python scripts/missing_libraries.py --all), cups-client
Description: desk of an undifferentiated service counter (一窗)
 Accepts, checks and prints with the network down; keeps an encrypted, append-only record.
CONTROL
dpkg-deb --root-owner-group -Zzstd --build "$root" "dist/yichuang_${version}_${architecture}.deb"
du -sh dist/yichuang "dist/yichuang_${version}_${architecture}.deb"
