"""Holds every example of an OpenAPI document against its schema. Use: examples.py FILE

Examples stand beside a schema in parameters, bodies and headers, or within a schema itself. jsonschema
(draft 2020-12, which OpenAPI 3.1 means) reads both. A body of JSON or a form that is sent, or is replied
with 2xx, must have one. Prints what is wrong; ends with 1 where something is.
"""
import json, sys
from jsonschema import Draft202012Validator, FormatChecker


def main():
    document = json.load(open(sys.argv[1]))
    faults, count = [], 0

    def held(value, schema, where):
        nonlocal count
        count += 1
        # The root has the components, so that references find them.
        validator = Draft202012Validator({**schema, "components": document["components"]}, format_checker=FormatChecker())
        for error in validator.iter_errors(value):
            path = "/".join(map(str, error.absolute_path))
            faults.append(f"{where}: {path}: {error.message[:300]}")

    def named(reference):
        return document["components"]["schemas"][reference.rsplit("/", 1)[1]]

    def has_example(media):
        schema = media["schema"]
        return any(key in each for each in (media, schema, named(schema["$ref"]) if "$ref" in schema else {})
                   for key in ("example", "examples"))

    def walk(node, where):
        if isinstance(node, list):
            for place, each in enumerate(node):
                walk(each, f"{where}/{place}")
        if not isinstance(node, dict):
            return
        if isinstance(node.get("schema"), dict):
            if "example" in node:
                held(node["example"], node["schema"], where)
            for name, each in node.get("examples", {}).items():
                held(each["value"], node["schema"], f"{where}/{name}")
        elif isinstance(node.get("examples"), list) and "/examples" not in where:
            for place, each in enumerate(node["examples"]):
                held(each, {key: word for key, word in node.items() if key != "examples"}, f"{where}/{place}")
        for key, each in node.items():
            if key not in ("example", "examples"):
                walk(each, f"{where}/{key}")

    walk(document, "")
    for kind in ("paths", "webhooks"):
        for path, methods in document[kind].items():
            for method, operation in methods.items():
                bodies = [("asks", operation.get("requestBody", {}))]
                bodies += [(status, reply) for status, reply in operation["responses"].items() if status.startswith("2")]
                for status, body in bodies:
                    for media, content in body.get("content", {}).items():
                        if ("json" in media or "form" in media) and not has_example(content):
                            faults.append(f"{method} {path}, {status}, {media}: no example")
    for fault in faults:
        print(fault)
    print(f"{count} examples, {len(faults)} faults")
    sys.exit(1 if faults or count < 100 else 0)


main()
