#!/usr/bin/env bash
# The packages are made and tried: no path of the build machine in them, the .tar.gz runs where it is unpacked, and, with --root, the .deb
# installs by apt in a bare Debian 12 (needs root and debootstrap) and its program, Python module and library work there.
#   scripts/check_package.sh [--root [FOLDER]]
set -euo pipefail
cd "$(dirname "$0")/.."
top=$PWD
build=${HANDOVER_BUILD:-build/release}
[[ "$build" != build/release ]] || cmake --preset release > /dev/null
cmake --build "$build" --target handover _handover handover_manual handover_libraries -- --quiet
rm -rf "$build/packages"
cpack --config "$build/CPackConfig.cmake" > "$build/cpack.log" 2>&1 || { cat "$build/cpack.log"; exit 1; }
deb=$(ls "$top/$build"/packages/*.deb) tar=$(ls "$top/$build"/packages/*.tar.gz)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar xzf "$tar" -C "$work"
folder=$(echo "$work"/handover-*)
if grep -rlaF "$top/" "$folder"; then echo "these files name the build folder" >&2; exit 1; fi
mkdir "$work/empty" && cd "$work/empty"
env -i PATH=/usr/bin:/bin HOME="$work" "$folder/bin/handover" check "$folder/share/handover/missions/iraq-2024" --json > check.json || [[ $? == 1 ]]
env -i PATH=/usr/bin:/bin HOME="$work" PYTHONPATH="$folder/lib/python3/dist-packages" /usr/bin/python3 -c 'import handover; print("unpacked:", handover.version())'
man --warnings -E UTF-8 -l "$folder/share/man/man1/handover-simulate.1" 2>&1 > /dev/null | head
dpkg-deb -I "$deb" | grep -E 'Package|Version|Depends|Recommends|Installed-Size'
echo "packages: $(du -h "$deb" | cut -f1) $(basename "$deb"), $(du -h "$tar" | cut -f1) $(basename "$tar")"
[[ "${1:-}" == --root ]] || exit 0
root=${2:-$work/root}
mirror=$(grep -hoE 'https?://[^ ]+/debian/?$' /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | head -1 || true)
if [[ ! -e $root/etc/debian_version ]]; then
  debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror" > "$work/debootstrap.log" 2>&1 || { tail -5 "$work/debootstrap.log"; exit 3; }
fi
for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/ssl/certs /usr/local/share/ca-certificates; do
  [[ -e $path ]] || continue
  rm -rf "${root:?}$path" && mkdir -p "$root$(dirname $path)" && cp -rL $path "$root$path"
done
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2> /dev/null || true
cp "$deb" "$root/tmp/"
# The loader finds the program's own folder through /proc.
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc" || true; rm -rf "$work"' EXIT
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
inside apt-get update -qq
inside apt-get install -y -qq "/tmp/$(basename "$deb")" > "$work/apt.log" 2>&1 || { tail -20 "$work/apt.log"; exit 1; }
inside handover --version
inside sh -c 'cd /tmp && cp -r /usr/share/handover/missions/sierra-leone-2003 m && handover partner m --draws 50 --keep > /dev/null && handover runs m'
inside python3 -c 'import handover; m = handover.load_mission("/tmp/m"); print("python in the bare root:", m, handover.version())'
echo "package: installed by apt in a bare Debian $(cat "$root/etc/debian_version"), and works"
