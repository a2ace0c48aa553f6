# SPDX-License-Identifier: Apache-2.0
# docs/format/policy.schema.json takes what the program takes, and refuses most of what it refuses.
python3 -c 'import jsonschema, yaml' 2>/dev/null || { echo "skip: python3 has no jsonschema or yaml"; exit 77; }
exec python3 - <<'END'
import glob, json, os, re, sys
import jsonschema, yaml

root = os.environ["ROOT"]
schema = json.load(open(root + "/docs/format/policy.schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

# scalars as YAML 1.2 has them: no "yes", no dates
class Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|false", "tf"), ("null", "null|~|", "n~\0"), ("int", "[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", "[-+]?(0|[1-9][0-9]*)?[.][0-9]+([eE][-+]?[0-9]+)?", "-+.0123456789")):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile("^(?:%s)$" % pattern), list(first) + ([""] if tag == "null" else []))

passed = failed = refused = known = 0
texts = re.findall(r"\n```yaml\n(.*?)\n```\n", open(root + "/docs/format/policy.md").read(), re.S)
wrong = []
for path in sorted(glob.glob(root + "/tests/judge/policy/*.case")):
    for case in re.split(r"^=== ", open(path).read(), flags=re.M)[1:]:
        m = re.search(r"^policy\n(.*?)^findings\n.*?^expect\n(.*)", case, re.S | re.M)
        if m:
            (wrong if m.group(2).startswith("error: .seaworthy.yaml:") else texts).append(m.group(1))
for text in texts:
    value = yaml.load(text, Loader) or {}
    errors = list(validator.iter_errors(value))
    passed += not errors
    failed += bool(errors)
    for e in errors[:2]:
        print("FAIL: refused: %s: %s\n%s" % ("/".join(map(str, e.absolute_path)), e.message[:200], text))
for text in wrong:
    try:
        value = yaml.load(text, Loader)
    except yaml.YAMLError:
        continue
    known += 1
    refused += not validator.is_valid(value)
if refused * 10 < known * 7:
    print("FAIL: the schema refuses only %d of %d mistakes" % (refused, known))
    failed += 1
else:
    passed += 1
print("the schema refuses %d of %d mistakes" % (refused, known))
print("cases: %d passed, %d failed, 0 skipped" % (passed, failed))
sys.exit(failed > 0)
END
