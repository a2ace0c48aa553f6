# SPDX-License-Identifier: Apache-2.0
# The golden JSON reports hold to docs/format/report.schema.json, and every member of the schema is documented.
python3 -c 'import jsonschema' 2>/dev/null || { echo "skip: python3 has no jsonschema"; exit 77; }
exec python3 - <<'END'
import glob, json, os, re, sys
import jsonschema

root = os.environ["ROOT"]
schema = json.load(open(root + "/docs/format/report.schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
passed = failed = 0
for path in sorted(glob.glob(root + "/tests/tell/format/json/*.json")):
    errors = list(validator.iter_errors(json.load(open(path))))
    for e in errors[:5]:
        print("FAIL %s: %s: %s" % (os.path.basename(path), "/".join(map(str, e.absolute_path)), e.message))
    passed += not errors
    failed += bool(errors)

# a schema that takes anything would pass above
broken = json.load(open(root + "/tests/tell/format/json/payment.json"))
for change in (
    lambda d: d.pop("verdict"),
    lambda d: d.update(extra=1),
    lambda d: d["images"][0]["findings"][0].update(severity="awful"),
    lambda d: d["images"][0]["findings"][0].pop("status"),
    lambda d: d["images"][0]["packages"][0].update(layer=-1),
    lambda d: d["images"][0]["image"].update(configDigest="sha256:00"),
):
    copy = json.loads(json.dumps(broken))
    change(copy)
    if validator.is_valid(copy):
        print("FAIL: a broken report is taken")
        failed += 1
    else:
        passed += 1

text = open(root + "/docs/format/report.md").read()
def names(node):
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            yield key
            yield from names(value)
        for key, value in node.items():
            if key != "properties":
                yield from names(value)
    elif isinstance(node, list):
        for value in node:
            yield from names(value)
missing = sorted(n for n in set(names(schema)) if not re.search(r"[`.]%s(\[\])?[`.]" % re.escape(n), text))
for n in missing:
    print("FAIL: docs/format/report.md does not mention `%s`" % n)
passed += not missing
failed += bool(missing)
print("cases: %d passed, %d failed, 0 skipped" % (passed, failed))
sys.exit(failed > 0)
END
