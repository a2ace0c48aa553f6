# SPDX-License-Identifier: Apache-2.0
# Small made-up feeds for tests of the db command: make_feeds DIR
make_feeds() {
	mkdir -p "$1/alpine/v3.20" "$1/osv" "$1/kev"
	cat >"$1/alpine/v3.20/main.json" <<'J'
{ "apkurl": "{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk",
  "archs": ["x86_64"], "reponame": "main", "urlprefix": "https://example.org/alpine", "distroversion": "v3.20",
  "packages": [
    { "pkg": { "name": "boats", "secfixes": { "1.36.1-r29": ["CVE-2023-10001"], "0": ["CVE-2023-10002"] } } },
    { "pkg": { "name": "ropes", "secfixes": { "2.0-r1": ["CVE-2024-10003"] } } } ] }
J
	cat >"$1/osv/GHSA-aaaa-bbbb-cccc.json" <<'J'
{ "schema_version": "1.6.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "2025-02-03T04:05:06Z",
  "published": "2025-01-02T03:04:05Z", "aliases": ["CVE-2025-10004"], "summary": "Knots come loose",
  "details": "A long rope\u001b[31m.",
  "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
  "affected": [{ "package": { "ecosystem": "npm", "name": "knots" },
    "ranges": [{ "type": "SEMVER", "events": [
      { "introduced": "2.0.0" }, { "fixed": "2.1.4" }, { "introduced": "0" }, { "fixed": "1.9.9" } ] }] }] }
J
	cat >"$1/osv/GHSA-dddd-eeee-ffff.json" <<'J'
{ "schema_version": "1.6.0", "id": "GHSA-dddd-eeee-ffff", "modified": "2025-02-03T04:05:06Z",
  "withdrawn": "2025-02-03T04:05:06Z",
  "affected": [{ "package": { "ecosystem": "npm", "name": "knots" } }] }
J
	cat >"$1/kev/known_exploited_vulnerabilities.json" <<'J'
{ "title": "Catalog", "catalogVersion": "2025.01.02", "dateReleased": "2025-01-02T10:00:00.0000Z", "count": 1,
  "vulnerabilities": [ { "cveID": "CVE-2025-10004", "vendorProject": "Knots", "product": "Knots",
    "vulnerabilityName": "Knots", "dateAdded": "2025-01-01", "shortDescription": "Knots",
    "requiredAction": "Tie", "dueDate": "2025-01-20", "knownRansomwareCampaignUse": "Known", "notes": "" } ] }
J
	echo 'Nothing to see.' >"$1/README"
}
