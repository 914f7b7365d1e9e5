#!/usr/bin/env python3
"""A small JSON Schema validator (draft 2020-12: type, properties, required, additionalProperties, items, enum, minimum, maximum, anyOf).

  scripts/check_schema.py SCHEMA DOCUMENT      prints what is wrong, exit code 1
  scripts/check_schema.py --infer DOCUMENT     a first schema of a document, to be edited by hand
  scripts/check_schema.py --write FOLDER MISSION MISSION DOCUMENTS DOCUMENTS   the schemas of all documents of two missions (golden.sh --schema)
"""
import csv
import json
import pathlib
import re
import sys

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {"$schema", "$id", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum", "minimum",
         "maximum", "anyOf"}


def is_type(value, name):
    if name in ("number", "integer"):
        return isinstance(value, (int, float) if name == "number" else int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def problems(value, schema, path=""):
    unknown = schema.keys() - KNOWN
    if unknown:
        return [f"{path or '/'}: the schema uses {sorted(unknown)}, which is not checked"]
    if "anyOf" in schema:
        return [] if any(not problems(value, one, path) for one in schema["anyOf"]) else [f"{path or '/'}: fits none of the alternatives"]
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(is_type(value, name) for name in names):
        return [f"{path or '/'}: is not {' or '.join(names)}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is none of {schema['enum']}")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            found.append(f"{path}: {value} is out of bounds")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{path}/{key}: is missing" for key in schema.get("required", []) if key not in value]
        for key, item in value.items():
            rest = schema.get("additionalProperties", True)
            if key in known:
                found += problems(item, known[key], f"{path}/{key}")
            elif rest is False:
                found.append(f"{path}/{key}: is not in the schema")
            elif isinstance(rest, dict):
                found += problems(item, rest, f"{path}/{key}")
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            found += problems(item, schema["items"], f"{path}/{index}")
    return found


def name_of(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return {dict: "object", list: "array", str: "string"}[type(value)]


def united(a, b):
    """The schema that both fit."""
    if a is None or a == b:
        return b
    if b is None:
        return a
    if isinstance(a.get("additionalProperties"), dict) or isinstance(b.get("additionalProperties"), dict):
        values = None  # one of them has ids for keys
        for one in (a, b):
            rest = one.get("additionalProperties")
            for value in [*one.get("properties", {}).values(), *([rest] if isinstance(rest, dict) else [])]:
                values = united(values, value)
        types = sorted({*([a["type"]] if isinstance(a["type"], str) else a["type"]), *([b["type"]] if isinstance(b["type"], str) else b["type"])})
        return {"type": types[0] if len(types) == 1 else types, "additionalProperties": values or {}}
    types = sorted({*([a["type"]] if isinstance(a["type"], str) else a["type"]), *([b["type"]] if isinstance(b["type"], str) else b["type"])})
    made = {"type": types[0] if len(types) == 1 else types}
    if "properties" in a or "properties" in b:
        left, right = a.get("properties", {}), b.get("properties", {})
        made["properties"] = {key: united(left.get(key), right.get(key)) for key in {**left, **right}}
        both = [key for key in a.get("required", list(left)) if key in b.get("required", list(right))]
        made["required"] = both if "properties" in a and "properties" in b else a.get("required", b.get("required", []))
        made["additionalProperties"] = False
    if "items" in a or "items" in b:
        made["items"] = united(a.get("items"), b.get("items"))
    return made


def infer(value, ids=frozenset()):
    """`ids`: names of a mission's things; an object with nothing but these for keys is a table by them."""
    schema = {"type": name_of(value)}
    if isinstance(value, dict) and value and ids.issuperset(value):
        values = None
        for item in value.values():
            values = united(values, infer(item, ids))
        schema["additionalProperties"] = values
    elif isinstance(value, dict):
        schema["properties"] = {key: infer(item, ids) for key, item in value.items()}
        schema["required"] = list(value)
        schema["additionalProperties"] = False
    if isinstance(value, list) and value:
        items = None
        for item in value:
            items = united(items, infer(item, ids))
        schema["items"] = items
    return schema


def ids_of(mission):
    """Every id of a mission's tables, plans and mission.toml."""
    ids = set()
    for table in pathlib.Path(mission).glob("*.csv"):
        with table.open(newline="") as file:
            ids.update(row["id"] for row in csv.DictReader(file) if row.get("id"))
    for text in pathlib.Path(mission).glob("**/*.toml"):
        ids.update(re.findall(r'^id *= *"([^"]+)"', text.read_text(), re.M))
    return frozenset(ids)


def write_schemas(folder, first_mission, second_mission, first, second):
    """docs/schema: what a document does not fit is made anew, what fits is left with what was written by hand."""
    ids = (ids_of(first_mission), ids_of(second_mission))
    for file in sorted(pathlib.Path(first).glob("*.json")):
        schema = infer(json.loads(file.read_text()), ids[0])
        other = pathlib.Path(second) / file.name
        if other.exists():
            schema = united(schema, infer(json.loads(other.read_text()), ids[1]))
        kept = pathlib.Path(folder) / file.name
        before = json.loads(kept.read_text()) if kept.exists() else {}
        documents = [json.loads(one.read_text()) for one in (file, other) if one.exists()]
        if before and not any(problems(document, before) for document in documents):
            continue
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": before.get("title", f"handover {file.stem} --json")}
        if "description" in before:
            head["description"] = before["description"]
        kept.write_text(json.dumps({**head, **schema}, indent=1, ensure_ascii=False) + "\n")


def main():
    if sys.argv[1] == "--write":
        write_schemas(*sys.argv[2:])
        return
    if sys.argv[1] == "--infer":
        print(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **infer(json.load(open(sys.argv[2])))}, indent=1))
        return
    found = problems(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))
    for line in found:
        print(f"{sys.argv[2]}: {line}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
