# SPDX-License-Identifier: Apache-2.0
# Every version in data/headline.txt against real feeds, where they speak of the same advisory, package and
# release: Alpine, Debian (DSA, DLA), Ubuntu, Go, RustSec, PyPA, RubySec, FriendsOfPHP, KEV. Disagreements fail,
# except those that corpus.except names with a reason. It reads the file with a second parser on purpose.
[ -d "${SEAWORTHY_CORPUS:-}/feeds" ] || { echo "skip: no SEAWORTHY_CORPUS"; exit 77; }
command -v python3 >/dev/null && command -v zstd >/dev/null || { echo "skip: needs python3 and zstd"; exit 77; }
python3 - "$ROOT/data/headline.txt" "$ROOT/tests/feed/source/headline/corpus.except" <<'PYTHON'
import collections, glob, json, os, re, subprocess, sys, tarfile, zipfile

feeds = os.environ['SEAWORTHY_CORPUS'] + '/feeds/'

def releases(text):
    for part in text.split(','):
        a, dash, b = part.partition('-')
        if not dash:
            yield a
            continue
        stem, _, first = a.rpartition('.')
        for i in range(int(first), int(b.rpartition('.')[2]) + 1):
            yield (stem + '.' if stem else '') + str(i)

ours = collections.defaultdict(dict)   # id -> (ecosystem, release, package) -> {versions}, or {'0'} for NotAffected
kev = {}
for line in open(sys.argv[1]):
    key, _, value = line.rstrip('\n').partition(': ')
    if line.startswith('#') or not value:
        continue
    if key == 'Id':
        ident = value
    elif key == 'KEV':
        kev[ident] = value
    elif key in ('Affected', 'NotAffected'):
        where, package, *rest = value.split()
        ecosystem, _, list_ = where.partition(':')
        fixed = {w[1:] for w in rest if w[0] == '<' and w[1] != '='} if key == 'Affected' else {'0'}
        for release in releases(list_) if list_ else ['']:
            assert (ecosystem, release, package) not in ours[ident], (ident, value)
            ours[ident][ecosystem, release, package] = fixed

theirs = collections.defaultdict(set)  # (id, ecosystem, release, package) -> versions

for path in glob.glob(feeds + 'alpine/secdb/*/*.json'):
    release = path.split('/')[-2].lstrip('v')
    for p in json.load(open(path))['packages']:
        for version, fixes in p['pkg']['secfixes'].items():
            for ident in (i for f in fixes for i in f.split()):
                theirs[ident, 'alpine', release, p['pkg']['name']].add(version)

names = dict(wheezy='7', jessie='8', stretch='9', buster='10', bullseye='11', bookworm='12', trixie='13')
for kind in ('DSA', 'DLA'):
    found = []
    for line in open(feeds + 'debian/security-tracker/data/%s/list' % kind):
        if line[0] == '[':
            found = []
        elif line.startswith('\t{'):
            found = line.strip()[1:-1].split()
        else:
            m = re.match(r'\t\[(\w+)\] - (\S+) (\d\S*)', line)
            if m and m[1] in names:
                for ident in found:
                    theirs[ident, 'debian', names[m[1]], m[2]].add(m[3])

names = dict(trusty='14.04', xenial='16.04', bionic='18.04', focal='20.04', jammy='22.04', noble='24.04')
pipe = subprocess.Popen(['zstd', '-dc', feeds + 'ubuntu-cve-tracker/tracker.tar.zst'], stdout=subprocess.PIPE)
tar = tarfile.open(fileobj=pipe.stdout, mode='r|')
for member in tar:
    ident = os.path.basename(member.name)
    if ident in ours and member.isfile():
        text = tar.extractfile(member).read().decode('utf-8', 'replace')
        for m in re.finditer(r'^(\w+)_(\S+): released \(([^ ,)]+)\)$', text, re.M):
            if m[1] in names:
                theirs[ident, 'ubuntu', names[m[1]], m[2]].add(m[3])

def members(name, suffix):
    with zipfile.ZipFile(feeds + name) as z:
        for n in z.namelist():
            if n.endswith(suffix):
                yield z.read(n).decode('utf-8', 'replace')

whole = set()                          # here the set of versions must be the same, not just contain ours
for name, ecosystem in (('golang/osv.zip', 'go'), ('rustsec/osv.zip', 'crates.io')):
    for text in members(name, '.json'):
        record = json.loads(text)
        for ident in {record['id'], *record.get('aliases', [])} & ours.keys():
            for affected in record.get('affected', []):
                if 'package' not in affected:
                    continue
                key = (ident, ecosystem, '', affected['package']['name'])
                theirs[key] |= {e['fixed'] for r in affected.get('ranges', []) if r['type'] != 'GIT'
                                for e in r['events'] if 'fixed' in e}
                whole.add(key)

for text in members('pypa/yaml.zip', '.yaml'):
    found = set(re.findall(r'(?:CVE-\d+-\d+)', text.split('references:')[0])) & ours.keys()
    package = re.search(r'^    name: (\S+)', text, re.M)
    aliases = re.search(r'^aliases:\n((?:- \S+\n)+)', text, re.M)
    if found and package and aliases:
        for ident in set(re.findall(r'CVE-\d+-\d+', aliases[1])) & ours.keys():
            key = (ident, 'pypi', '', package[1].strip('"\''))
            theirs[key] |= {v for v in re.findall(r"""fixed: ["']?([^\s"']+)""", text) if not re.fullmatch('[0-9a-f]{40}', v)}
            whole.add(key)

for text in members('rubysec/yaml.zip', '.yml'):
    cve, gem = re.search(r'^cve: ["\']?([\d-]+)', text, re.M), re.search(r'^gem: (\S+)', text, re.M)
    patched = re.search(r'^patched_versions:\n((?:(?:  )?- .*\n)+)', text, re.M)
    if cve and gem and patched and 'CVE-' + cve[1] in ours:
        theirs['CVE-' + cve[1], 'rubygems', '', gem[1]] |= set(re.findall(r'\d[\w.]*', patched[1]))

for text in members('friendsofphp/yaml.zip', '.yaml'):
    cve, name = re.search(r'^cve:\s+(\S+)', text, re.M), re.search(r'composer://(\S+)', text)
    if cve and name and cve[1] in ours:
        theirs[cve[1], 'packagist', '', name[1]] |= set(re.findall(r"<\s*'?(\d[\w.-]*)", text))

exceptions = {}
for line in open(sys.argv[2]):
    if line.strip() and line[0] != '#':
        ident, where, package, reason = line.split(None, 3)
        exceptions[ident, where, package] = reason.strip()

passed = failed = 0
used = set()
for ident, statements in sorted(ours.items()):
    for (ecosystem, release, package), fixed in sorted(statements.items()):
        key = (ident, ecosystem, release, package)
        if not theirs.get(key):
            continue
        good = fixed == theirs[key] if key in whole else fixed <= theirs[key]
        name = (ident, ecosystem + (':' + release if release else ''), package)
        any_release = (ident, ecosystem, package)
        if not good and (name in exceptions or any_release in exceptions):
            used.add(name if name in exceptions else any_release)
            good = True
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(*name, 'ours', *sorted(fixed), 'theirs', *sorted(theirs[key]))

for entry in json.load(open(feeds + 'kev/known_exploited_vulnerabilities.json'))['vulnerabilities']:
    if entry['cveID'] in ours:
        known = entry['knownRansomwareCampaignUse'] == 'Known'
        want = entry['dateAdded'] + (' ransomware' if known else '')
        good = kev.pop(entry['cveID'], None) == want
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(entry['cveID'], 'KEV', want)
for ident in kev:
    print(ident, 'is not in KEV')
    failed += 1
for name in exceptions.keys() - used:
    print(*name, 'is an exception that nothing needs')
    failed += 1
print('cases: %d passed, %d failed, 0 skipped' % (passed, failed))
sys.exit(failed > 0 or passed < 1000)
PYTHON
