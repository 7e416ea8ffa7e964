#!/bin/sh
# What administrators type: `sudo yichuang-central …`. The same program, folder, settings and account as the service, so
# that nothing of root's comes to lie among the server's files and no password stands among the words.
set -eu
program=/opt/yichuang-central/yichuang-central
home=/var/lib/yichuang-central
settings=/etc/yichuang/central.env
account=yichuang-central

if [ "$(id -un)" = "$account" ]; then
  exec "$program" --home "$home" "$@"
fi
if [ "$(id -u)" -ne 0 ]; then
  case " $* " in
  *" --home "* | *" --help "* | *" -h "*) exec "$program" "$@" ;;
  esac
  echo "请用 sudo yichuang-central …，或者用 --home 指明自己的目录。 Use sudo, or --home with a folder of your own." >&2
  exit 2
fi
# Read as the service's EnvironmentFile is, never run: names of ours, the rest of the line is the value.
if [ -r "$settings" ]; then
  while IFS= read -r line || [ -n "$line" ]; do
    name=${line%%=*}
    case $name in
    *[!A-Z_]* | "$line") ;;
    YICHUANG_*) export "$name=${line#*=}" ;;
    esac
  done <"$settings"
fi
export HOME="$home"
exec setpriv --reuid="$account" --regid="$account" --init-groups -- "$program" --home "$home" "$@"
