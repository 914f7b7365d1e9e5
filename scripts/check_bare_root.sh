#!/usr/bin/env bash
# The README's commands in a bare Debian 12 made by debootstrap: from nothing to the brief, and with --tests to green tests.
# Release tier; needs root. Usage: scripts/check_bare_root.sh [--tests] [FOLDER]
# The root takes this machine's package sources, certificates and npm settings, and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
command=scripts/first_brief.sh
if [[ "${1:-}" == --tests ]]; then command=scripts/test.sh; shift; fi
root=${1:-$(mktemp -d)/bare}
mirror=$(grep -hoE 'https?://[^ ]+/debian/?$' /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | head -1 || true)

if [[ ! -e $root/etc/debian_version ]]; then
  debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror" > "$root.log" 2>&1 || { tail -5 "$root.log"; exit 3; }
fi
rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/ssl/certs /usr/local/share/ca-certificates /root/.npmrc; do
  [[ -e $path ]] || continue
  rm -rf "${root:?}$path" && mkdir -p "$root$(dirname $path)" && cp -rL $path "$root$path"
done
rm -rf "$root/handover" && git clone -q . "$root/handover"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc" || true' EXIT
cp -L /etc/resolv.conf "$root/etc/" 2> /dev/null || true
cp /etc/hosts "$root/etc/hosts"
time chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-}" \
  bash -c "cd /handover && bash $command"
