# SPDX-License-Identifier: Apache-2.0
"""Credentials made up from their formats: structure and checksums hold, and none was ever issued."""
import base64, hashlib, hmac, json, struct, zlib

DIGITS = "0123456789"
LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
HEX = DIGITS + "abcdef"
B62 = DIGITS + UPPER + LOWER
B64 = UPPER + LOWER + DIGITS + "+/"
URL64 = UPPER + LOWER + DIGITS + "-_"
BASE32 = UPPER + "234567"


def pick(r, n, alphabet=B62):
    return "".join(r.choice(alphabet) for _ in range(n))


def mixed(r, n, alphabet=B62):
    """As pick(), and with a digit, a small and a capital letter where the alphabet has them: most of what is issued."""
    while True:
        s = pick(r, n, alphabet)
        if all(not set(k) & set(alphabet) or set(k) & set(s) for k in (DIGITS, LOWER, UPPER)):
            return s


def raw(r, n):
    return bytes(r.getrandbits(8) for _ in range(n))


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def base62(n, width):
    s = ""
    while n:
        n, d = divmod(n, 62)
        s = B62[d] + s
    return s.rjust(width, "0")


def crc62(body):
    return base62(zlib.crc32(body.encode()), 6)


def uuid(r):
    h = pick(r, 32, HEX)
    return "-".join((h[:8], h[8:12], "4" + h[13:16], r.choice("89ab") + h[17:20], h[20:]))


def with_crc(prefix):
    def make(r):
        body = mixed(r, 30)
        return prefix + body + crc62(body)
    return make


def pypi(r):
    def field(kind, data):
        return bytes([kind, len(data)]) + data
    caveat = b'[0,"%s"]' % uuid(r).encode()
    token = b"\2" + field(1, b"pypi.org") + field(2, uuid(r).encode()) + b"\0" + field(2, caveat) + b"\0\0" + field(6, raw(r, 32))
    return "pypi-" + b64url(token)


def jwt(r):
    head = b64url(b'{"alg":"HS256","typ":"JWT"}')
    body = b64url(json.dumps({"iss": "https://login.%s.net" % pick(r, 8, LOWER), "sub": uuid(r), "iat": 1760000000,
                              "exp": 1790000000 + r.randrange(10**6)}).encode())
    text = head + "." + body
    return text + "." + b64url(hmac.new(raw(r, 16), text.encode(), hashlib.sha256).digest())


def bech32(r):
    charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    prefix, data, acc, bits = "age-secret-key-", [], 0, 0
    for byte in raw(r, 32):
        acc, bits = acc << 8 | byte, bits + 8
        while bits >= 5:
            bits -= 5
            data.append(acc >> bits & 31)
    data.append(acc << (5 - bits) & 31)

    def polymod(values):
        c = 1
        for v in values:
            top, c = c >> 25, (c & 0x1ffffff) << 5 ^ v
            for i, g in enumerate((0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3)):
                c ^= g if top >> i & 1 else 0
        return c

    values = [ord(x) >> 5 for x in prefix] + [0] + [ord(x) & 31 for x in prefix] + data
    check = polymod(values + [0] * 6) ^ 1
    data += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return (prefix + "1" + "".join(charset[d] for d in data)).upper()


def wireguard(r):
    key = bytearray(raw(r, 32))
    key[0] &= 248
    key[31] = key[31] & 127 | 64
    return b64(bytes(key))


# ---- private keys ----

def pem(kind, der, width=64):
    text = b64(der)
    lines = [text[i:i + width] for i in range(0, len(text), width)]
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n" % (kind, "\n".join(lines), kind)


def der(tag, body):
    n = len(body)
    size = bytes([n]) if n < 128 else bytes([0x81, n]) if n < 256 else b"\x82" + struct.pack(">H", n)
    return bytes([tag]) + size + body


def der_int(n):
    return der(2, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def prime(r, bits):
    while True:
        p = r.getrandbits(bits) | 3 << bits - 2 | 1
        if all(p % k for k in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)) and (p - 1) % 65537 and pow(2, p - 1, p) == 1:
            return p


def rsa_der(r):
    p, q = prime(r, 512), prime(r, 512)
    d = pow(65537, -1, (p - 1) * (q - 1))
    return der(48, b"".join(map(der_int, (0, p * q, 65537, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)))))


def rsa_pem(r):
    return pem("RSA PRIVATE KEY", rsa_der(r))


def pkcs8_rsa(r):
    oid = bytes.fromhex("300d06092a864886f70d0101010500")
    return pem("PRIVATE KEY", der(48, der_int(0) + oid + der(4, rsa_der(r))))


def ed25519_pem(r):
    return pem("PRIVATE KEY", bytes.fromhex("302e020100300506032b657004220420") + raw(r, 32))


def p256_public(k):
    p, a = 2**256 - 2**224 + 2**192 + 2**96 - 1, -3

    def add(s, t):
        if s is None or t is None:
            return s or t
        if s[0] == t[0]:
            m = (3 * s[0] * s[0] + a) * pow(2 * s[1], -1, p)
        else:
            m = (t[1] - s[1]) * pow(t[0] - s[0], -1, p)
        x = (m * m - s[0] - t[0]) % p
        return x, (m * (s[0] - x) - s[1]) % p

    g = (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
         0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)
    out = None
    while k:
        if k & 1:
            out = add(out, g)
        g, k = add(g, g), k >> 1
    return b"\4" + out[0].to_bytes(32, "big") + out[1].to_bytes(32, "big")


def ec_pem(r):
    k = raw(r, 31)
    public = p256_public(int.from_bytes(k, "big"))
    body = der_int(1) + der(4, b"\0" + k) + der(0xa0, bytes.fromhex("06082a8648ce3d030107")) + der(0xa1, der(3, b"\0" + public))
    return pem("EC PRIVATE KEY", der(48, body))


def openssh_pem(r):
    p = 2**255 - 19
    d = -121665 * pow(121666, -1, p) % p

    def add(s, t):
        x = (s[0] * t[1] + t[0] * s[1]) * pow(1 + d * s[0] * t[0] * s[1] * t[1], -1, p)
        y = (s[1] * t[1] + s[0] * t[0]) * pow(1 - d * s[0] * t[0] * s[1] * t[1], -1, p)
        return x % p, y % p

    g = (15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, -1, p) % p)
    seed, point = raw(r, 32), (0, 1)
    h = hashlib.sha512(seed).digest()
    k = int.from_bytes(h[:32], "little") & (1 << 254) - 8 | 1 << 254
    while k:
        if k & 1:
            point = add(point, g)
        g, k = add(g, g), k >> 1
    public = (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")

    def text(data):
        return struct.pack(">I", len(data)) + data

    blob, check = text(b"ssh-ed25519") + text(public), raw(r, 4)
    private = check + check + blob + text(seed + public) + text(b"deploy@build")
    private += bytes(range(1, 8 - len(private) % 8 + 1)) if len(private) % 8 else b""
    whole = b"openssh-key-v1\0" + text(b"none") + text(b"none") + text(b"") + struct.pack(">I", 1) + text(blob) + text(private)
    return pem("OPENSSH PRIVATE KEY", whole, 70)


# ---- the list: what it is, the name that it usually stands under, how to make one ----

def fill(form):
    """"glpat-{20}": so many of B62; {20h} hexadecimal, {20d} digits, {20l} lower case and digits, {20u} upper case and
    digits, {20w} base64 of URLs, {20b} base64, {20a} letters, {id} an UUID."""
    kinds = {"h": HEX, "d": DIGITS, "l": LOWER + DIGITS, "u": UPPER + DIGITS, "w": URL64, "b": B64, "a": LOWER + UPPER, "": B62}

    def make(r):
        out, rest = "", form
        while "{" in rest:
            lead, rest = rest.split("{", 1)
            what, rest = rest.split("}", 1)
            if what == "id":
                out += lead + uuid(r)
                continue
            n, kind = what.rstrip("hdluwba"), what[len(what.rstrip("hdluwba")):]
            s = mixed(r, int(n), kinds[kind]) if int(n) >= 12 and kind not in ("h", "d") else pick(r, int(n), kinds[kind])
            while kind == "w" and (s[0] in "-_" or s[-1] in "-_"):
                s = mixed(r, int(n), URL64)
            while kind == "d" and s[0] == "0":
                s = pick(r, int(n), DIGITS)
            out += lead + s
        return out + rest
    return make


def aws_id(r):
    # the five bits behind the prefix hold the account: ids since 2019 begin with a letter from Q on, or a digit
    return "AKIA" + r.choice("WXYZ234567") + pick(r, 15, BASE32)


def facebook(r):
    return "EAA" + mixed(r, 180)


def grafana(r):
    body = "glsa_" + mixed(r, 32)
    return "%s_%08x" % (body, zlib.crc32(body.encode()))


def atlassian(r):
    body = "ATATT3xFfGF0" + mixed(r, 171, URL64)
    return body + "=%08X" % zlib.crc32(body.encode())


def sentry(r):
    claims = {"iat": 1760000000.5, "url": "https://sentry.io", "region_url": "https://us.sentry.io", "org": pick(r, 8, LOWER)}
    return "sntrys_" + b64(json.dumps(claims).encode()) + "_" + b64(raw(r, 32)).rstrip("=")


def mapbox(r):
    claims = {"u": pick(r, 9, LOWER), "a": "c" + pick(r, 24, LOWER + DIGITS)}
    return "sk." + b64url(json.dumps(claims, separators=(",", ":")).encode()) + "." + mixed(r, 22, URL64)


def elastic(r):
    return b64((mixed(r, 20) + ":" + mixed(r, 22)).encode())


TOKENS = [  # recognised by themselves
    ("github personal", "GITHUB_TOKEN", with_crc("ghp_")), ("github oauth", "GH_OAUTH", with_crc("gho_")),
    ("github server", "GITHUB_SERVER_TOKEN", with_crc("ghs_")), ("github refresh", "GH_REFRESH", with_crc("ghr_")),
    ("npm", "NPM_TOKEN", with_crc("npm_")), ("pypi", "TWINE_PASSWORD", pypi), ("jwt", "SERVICE_JWT", jwt),
    ("age", "AGE_KEY", bech32), ("gitlab", "GITLAB_TOKEN", fill("glpat-{20}")), ("gitlab trigger", "TRIGGER", fill("glptt-{40h}")),
    ("gitlab runner", "RUNNER_TOKEN", fill("glrt-{20}")), ("aws id", "AWS_ACCESS_KEY_ID", aws_id),
    ("stripe", "STRIPE_KEY", fill("sk_live_51{97}")), ("stripe restricted", "STRIPE_RK", fill("rk_live_51{97}")),
    ("slack bot", "SLACK_BOT_TOKEN", fill("xoxb-{12d}-{13d}-{24}")), ("slack user", "SLACK_USER", fill("xoxp-{12d}-{12d}-{13d}-{32h}")),
    ("slack app", "SLACK_APP", fill("xapp-1-A{10u}-{13d}-{64h}")),
    ("slack webhook", "SLACK_HOOK", fill("https://hooks.slack.com/services/T{10u}/B{10u}/{24}")),
    ("google api", "GOOGLE_API_KEY", fill("AIzaSy{33w}")), ("google oauth", "OAUTH_SECRET", fill("GOCSPX-{28w}")),
    ("digitalocean", "DO_TOKEN", fill("dop_v1_{64h}")), ("sendgrid", "SENDGRID_API_KEY", fill("SG.{22w}.{43w}")),
    ("telegram", "TELEGRAM_BOT", fill("{10d}:AA{33w}")), ("shopify", "SHOPIFY_TOKEN", fill("shpat_{32h}")),
    ("anthropic", "ANTHROPIC_API_KEY", fill("sk-ant-api03-{93w}AA")), ("openai", "OPENAI_API_KEY", fill("sk-proj-{74}T3BlbkFJ{74}")),
    ("openai old", "OPENAI_KEY", fill("sk-{20}T3BlbkFJ{20}")), ("hugging face", "HF_TOKEN", fill("hf_{34a}")),
    ("databricks", "DATABRICKS_TOKEN", fill("dapi{32h}")), ("new relic", "NEW_RELIC_KEY", fill("NRAK-{27u}")),
    ("grafana", "GRAFANA_TOKEN", grafana), ("vault", "VAULT_TOKEN", fill("hvs.CAESI{87w}")),
    ("terraform cloud", "TFE_TOKEN", fill("{14}.atlasv1.{67}")), ("docker hub", "DOCKER_PAT", fill("dckr_pat_{27w}")),
    ("doppler", "DOPPLER_TOKEN", fill("dp.pt.{43}")), ("linear", "LINEAR_KEY", fill("lin_api_{40}")),
    ("notion", "NOTION_TOKEN", fill("ntn_{11d}{35}")), ("airtable", "AIRTABLE_PAT", fill("pat{14}.{64h}")),
    ("postman", "POSTMAN_KEY", fill("PMAK-{24h}-{34h}")), ("figma", "FIGMA_TOKEN", fill("figd_{40w}")),
    ("atlassian", "JIRA_TOKEN", atlassian), ("netlify", "NETLIFY_TOKEN", fill("nfp_{36}")),
    ("supabase", "SUPABASE_TOKEN", fill("sbp_{40h}")), ("planetscale", "PLANETSCALE", fill("pscale_tkn_{43w}")),
    ("pulumi", "PULUMI_TOKEN", fill("pul-{40h}")), ("rubygems", "GEM_KEY", fill("rubygems_{48h}")),
    ("sonar", "SONAR_TOKEN", fill("sqp_{40h}")), ("circleci", "CIRCLE", fill("CCIPAT_{22}_{40h}")),
    ("buildkite", "BUILDKITE", fill("bkua_{40h}")), ("tailscale", "TS_AUTHKEY", fill("tskey-auth-{12}CNTRL-{32}")),
    ("crates.io", "CARGO_REGISTRY_TOKEN", fill("cio{32}")), ("clojars", "CLOJARS", fill("CLOJARS_{60h}")),
    ("groq", "GROQ_API_KEY", fill("gsk_{52}")), ("xai", "XAI_API_KEY", fill("xai-{80}")), ("replicate", "REPLICATE", fill("r8_{37}")),
    ("perplexity", "PPLX", fill("pplx-{48}")), ("brevo", "BREVO", fill("xkeysib-{64h}-{16}")), ("resend", "RESEND", fill("re_{8}_{24}")),
    ("dynatrace", "DT_TOKEN", fill("dt0c01.{24u}.{64u}")), ("braintree", "BT", fill("access_token$production${16l}${32h}")),
    ("plaid", "PLAID_ACCESS", fill("access-production-{id}")), ("duffel", "DUFFEL", fill("duffel_live_{43w}")),
    ("shippo", "SHIPPO", fill("shippo_live_{40h}")), ("facebook", "FB_TOKEN", facebook), ("sentry", "SENTRY_AUTH_TOKEN", sentry),
    ("square", "SQUARE", fill("EAAAE{59w}")), ("mapbox", "MAPBOX", mapbox), ("prefect", "PREFECT_KEY", fill("pnu_{36}")),
    ("discord hook", "HOOK", fill("https://discord.com/api/webhooks/{18d}/{68w}")), ("mws", "MWS", fill("amzn.mws.{id}")),
    ("easypost", "EASYPOST", fill("EZAK{54}")), ("typeform", "TYPEFORM", fill("tfp_{44}_{14}")), ("yandex", "YC_KEY", fill("AQVN{36w}")),
    ("mailgun", "MAILGUN_API_KEY", fill("key-{32h}")), ("mailchimp", "MAILCHIMP_API_KEY", fill("{32h}-us1{1d}")),
    ("contentful", "CFPAT", fill("CFPAT-{43w}")), ("rapidapi", "RAPID", fill("{10h}msh{15h}p1{6h}jsn{12h}")),
    ("cloudinary", "CLOUDINARY_URL", fill("cloudinary://{15d}:{27w}@{8l}")), ("pinecone", "PINECONE", fill("pcsk_{6}_{63}")),
]

NAMED = [  # recognised by their names
    ("aws secret", "AWS_SECRET_ACCESS_KEY", fill("{40b}")), ("datadog", "DATADOG_API_KEY", fill("{32h}")),
    ("datadog app", "DD_APP_KEY", fill("{40h}")), ("heroku", "HEROKU_API_KEY", fill("{id}")), ("cloudflare", "CLOUDFLARE_API_TOKEN", fill("{40w}")),
    ("twilio", "TWILIO_AUTH_TOKEN", fill("{32h}")), ("algolia", "ALGOLIA_ADMIN_KEY", fill("{32h}")), ("snyk", "SNYK_TOKEN", fill("{id}")),
    ("deepseek", "DEEPSEEK_API_KEY", fill("sk-{32h}")), ("postmark", "POSTMARK_SERVER_TOKEN", fill("{id}")),
    ("codecov", "CODECOV_TOKEN", fill("{id}")), ("okta", "OKTA_API_TOKEN", fill("00{40w}")), ("asana", "ASANA_TOKEN", fill("1/{16d}:{32h}")),
    ("wandb", "WANDB_API_KEY", fill("{40h}")), ("elastic", "ELASTIC_API_KEY", elastic), ("discord", "DISCORD_CLIENT_SECRET", fill("{32w}")),
    ("spotify", "SPOTIFY_CLIENT_SECRET", fill("{32h}")), ("dropbox", "DROPBOX_APP_SECRET", fill("{15l}")),
    ("paypal", "PAYPAL_CLIENT_SECRET", fill("E{79w}")), ("vercel", "VERCEL_TOKEN", fill("{24}")), ("zendesk", "ZENDESK_API_TOKEN", fill("{40}")),
    ("azure storage", "AZURE_STORAGE_KEY", lambda r: b64(raw(r, 64))), ("password", "DB_PASSWORD", fill("{18}")),
    ("session secret", "SESSION_SECRET", fill("{48h}")), ("api key", "PARTNER_API_KEY", fill("{36}")), ("auth0", "AUTH0_CLIENT_SECRET", fill("{64w}")),
    ("pagerduty", "PAGERDUTY_TOKEN", fill("u+{18w}")), ("fastly", "FASTLY_API_TOKEN", fill("{32w}")), ("cohere", "COHERE_API_KEY", fill("{40}")),
    ("mistral", "MISTRAL_API_KEY", fill("{32}")),
]

BLOCKS = [  # of several lines
    ("rsa", rsa_pem), ("rsa pkcs8", pkcs8_rsa), ("ed25519", ed25519_pem), ("ec", ec_pem), ("openssh", openssh_pem),
]
