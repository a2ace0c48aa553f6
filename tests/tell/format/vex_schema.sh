# SPDX-License-Identifier: Apache-2.0
# The golden documents of VEX by the validators of others: CSAF 2.0 (schema and mandatory tests) and CycloneDX 1.6 by
# npm packages; of OpenVEX the facts of its published schema are written down here, as no package carries it.
. "$ROOT/tests/lib/npm.sh"
skipped=0
csaf=$(npm_tool csaf @secvisogram/csaf-validator-lib@2.0.10 2>&1) || { echo "$csaf"; csaf=; skipped=$((skipped + 1)); }
cdx=$(npm_tool cyclonedx @cyclonedx/cyclonedx-library@10.3.0 ajv@8 ajv-formats@3 ajv-formats-draft2019@1 2>&1) ||
	{ echo "$cdx"; cdx=; skipped=$((skipped + 1)); }
command -v node >/dev/null || { echo "skip: no node"; exit 77; }
CSAF=$csaf CDX=$cdx SKIPPED=$skipped exec node --input-type=module - <<'END'
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

const { ROOT, CSAF, CDX, SKIPPED } = process.env
const names = ["payment", "nothing", "all"]
let passed = 0, failed = 0
const load = (format, name) => JSON.parse(readFileSync(`${ROOT}/tests/tell/format/${format}/${name}.json`))
const check = (what, errors, good = true) => {
	if ((errors.length === 0) === good) return passed++
	failed++
	console.log(`FAIL ${what}: ${good ? errors.slice(0, 5).join("; ") : "a broken document is taken"}`)
}

// ---- OpenVEX 0.2.0 ----
const JUSTIFICATIONS = ["component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
	"vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist"]
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/
function openvex(d, empty) {
	const e = []
	const keys = (o, must, may, where) => {
		for (const k of must) if (!(k in o)) e.push(`${where}: no ${k}`)
		for (const k of Object.keys(o)) if (!must.includes(k) && !may.includes(k)) e.push(`${where}: ${k}`)
	}
	const unique = (list, where) => {
		if (new Set(list.map((x) => JSON.stringify(x))).size !== list.length) e.push(`${where}: twice`)
	}
	const component = (c, where, may) => {
		keys(c, [], ["@id", "identifiers", "hashes", ...may], where)
		if ("@id" in c && !IRI.test(c["@id"])) e.push(`${where}: @id is no IRI`)
		keys(c.identifiers ?? {}, [], ["purl", "cpe22", "cpe23"], where)
		keys(c.hashes ?? {}, [], ["sha-256", "sha-512"], where)
	}
	keys(d, ["@context", "@id", "author", "timestamp", "version", "statements"], ["role", "last_updated", "tooling"], "document")
	if (d["@context"] !== "https://openvex.dev/ns/v0.2.0" || !IRI.test(d["@id"])) e.push("names")
	if (!Number.isInteger(d.version) || d.version < 1) e.push("version")
	if (Number.isNaN(Date.parse(d.timestamp))) e.push("timestamp")
	if (!empty && d.statements.length < 1) e.push("no statement")
	unique(d.statements, "statements")
	d.statements.forEach((s, i) => {
		keys(s, ["vulnerability", "status", "products"], ["status_notes", "justification", "impact_statement",
			"action_statement", "supplier", "timestamp", "last_updated", "@id", "version"], `statement ${i}`)
		keys(s.vulnerability, ["name"], ["@id", "description", "aliases"], `statement ${i}`)
		unique(s.vulnerability.aliases ?? [], `statement ${i}: aliases`)
		if (!["not_affected", "affected", "fixed", "under_investigation"].includes(s.status)) e.push(s.status)
		if ("justification" in s && !JUSTIFICATIONS.includes(s.justification)) e.push(s.justification)
		if (s.status === "not_affected" && "justification" in s === "impact_statement" in s) e.push("one of two")
		if (s.status === "affected" && !("action_statement" in s)) e.push("no action")
		unique(s.products, `statement ${i}: products`)
		for (const p of s.products) {
			component(p, `statement ${i}`, ["subcomponents"])
			unique(p.subcomponents ?? [], `statement ${i}: subcomponents`)
			for (const c of p.subcomponents ?? []) component(c, `statement ${i}`, [])
		}
	})
	return e
}
for (const n of names) check(`openvex/${n}`, openvex(load("openvex", n), n === "nothing"))
for (const change of [(d) => delete d.author, (d) => (d.statements = []), (d) => (d.statements[0].justification = "x"),
	(d) => delete d.statements[0].impact_statement, (d) => d.statements.push(d.statements[0])]) {
	const d = load("openvex", "payment")
	change(d)
	check("openvex", openvex(d, false), false)
}

// ---- CSAF 2.0 ----
if (CSAF) {
	const lib = `${CSAF}/node_modules/@secvisogram/csaf-validator-lib`
	const at = (name) => import(pathToFileURL(`${lib}/${name}`))
	const validate = (await at("validate.js")).default
	const tests = { ...(await at("schemaTests.js")), ...(await at("mandatoryTests.js")) }
	const errors = async (d) => {
		const r = await validate(Object.values(tests), d)
		return r.tests.flatMap((t) => t.errors.map((x) => `${t.name} ${x.instancePath}: ${x.message}`))
	}
	for (const n of names) check(`csaf/${n}`, await errors(load("csaf", n)))
	for (const change of [(d) => delete d.document.publisher, (d) => delete d.product_tree,
		(d) => delete d.vulnerabilities[0].threats, (d) => (d.vulnerabilities[0].cve = "CVE-1")]) {
		const d = load("csaf", "payment")
		change(d)
		check("csaf", await errors(d), false)
	}
}

// ---- CycloneDX 1.6 ----
if (CDX) {
	const lib = createRequire(`${CDX}/node_modules/`)("@cyclonedx/cyclonedx-library")
	const validator = new lib.Validation.JsonStrictValidator(lib.Spec.Version.v1dot6)
	const errors = async (d) => {
		const r = await validator.validate(JSON.stringify(d))
		return r === null ? [] : [JSON.stringify(r).slice(0, 2000)]
	}
	for (const n of names) check(`cyclonedx_vex/${n}`, await errors(load("cyclonedx_vex", n)))
	for (const change of [(d) => (d.bomFormat = "x"), (d) => (d.vulnerabilities[0].analysis.state = "x"),
		(d) => (d.serialNumber = "1")]) {
		const d = load("cyclonedx_vex", "payment")
		change(d)
		check("cyclonedx_vex", await errors(d), false)
	}
}
console.log(`cases: ${passed} passed, ${failed} failed, ${SKIPPED} skipped`)
process.exit(failed ? 1 : 0)
END
