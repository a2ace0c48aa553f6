# SPDX-License-Identifier: Apache-2.0
"""Opens the pages that tests/tell/format/html.c wrote and uses them as a reader would. Prints "cases: …"."""
import os
import sys
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from browser import Browser  # noqa: E402

ROWS = "document.querySelectorAll('table.findings.js tbody tr:not(.detail)').length"
COUNT = "document.querySelector('.count').textContent"
SEARCH = "document.querySelector('.search')"
IDS = "Array.from(document.querySelectorAll('button.open')).map(b => b.textContent)"
# the visible words: what a reader sees of an element
SEEN = "(s => Array.from(document.querySelectorAll(s)).map(e => e.innerText).join(' | '))"
folder = sys.argv[1]
cases = []


def case(f):
    cases.append(f)
    return f


def page_of(browser, name, **options):
    return browser.open("file://%s/%s.html" % (folder, name), **options)


def equal(got, want):
    if got != want:
        raise AssertionError("got %r, want %r" % (got, want))


def true(value, what=""):
    if not value:
        raise AssertionError("not true: %s" % what)


def quiet(page):
    equal(page.complaints(), [])
    equal(page.requests(), [])


@case
def opens_without_a_word(browser):
    for name in ("payment", "hostile", "chinese", "empty", "two", "thousand"):
        page = page_of(browser, name)
        page.settle()
        quiet(page)
        page.close()


@case
def searches(browser):
    page = page_of(browser, "payment")
    equal(page.run(ROWS), 13)
    page.run(SEARCH + ".focus()")
    for text, rows in (("openssl", 5), ("CVE-2024-3094", 1), ("ghsa-rxwq", 1), ("SSL read", 1), ("var/lib", 13),
                       ("no such thing", 0)):
        page.run(SEARCH + ".value = ''")
        page.type(text)
        page.settle()
        equal((text, page.run("document.querySelectorAll('button.open').length")), (text, rows))
    true("Nothing matches" in page.run(SEEN + "('table.findings.js tbody')"), "no match is said")
    page.key("Escape", code=27)
    page.settle()
    equal((page.run(SEARCH + ".value"), page.run(ROWS)), ("", 13))
    equal(page.run(COUNT), "13 of 13 findings")
    quiet(page)


@case
def filters(browser):
    page = page_of(browser, "payment")

    def choose(name, value):
        page.run("(s => { s.value = '%s'; s.dispatchEvent(new Event('change', {bubbles: true})) })"
                 "(document.querySelector('[data-filter=%s]'))" % (value, name))

    choose("s", 5)
    equal(page.run(IDS), ["CVE-2024-3094", "CVE-2024-5535"])
    choose("o", 1)
    equal(page.run(ROWS), 2)
    choose("o", 2)
    equal(page.run(ROWS), 1)  # the row that says so
    page.run("document.querySelector('.clear').click()")
    for toggle, ids in (("exploited", 1), ("new", 1), ("fixable", 7)):
        page.run("document.querySelector('[data-toggle=%s]').click()" % toggle)
        equal((toggle, len(page.run(IDS))), (toggle, ids))
        equal(page.run("document.querySelector('[data-toggle=%s]').getAttribute('aria-pressed')" % toggle), "true")
        page.run("document.querySelector('.clear').click()")
    page.run("document.querySelector('#i1-layer-2').open = true")
    page.run("document.querySelector('.show-layer[data-layer=\"1\"]').click()")
    equal(page.run("document.querySelector('[data-filter=l]').value"), "1")
    true(0 < len(page.run(IDS)) < 13, "findings of one layer")
    quiet(page)


@case
def sorts(browser):
    page = page_of(browser, "payment")
    before = page.run(IDS)
    click = "document.querySelector('[data-sort=%s]').click()"
    page.run(click % "id")
    equal(page.run(IDS), sorted(before))
    equal(page.run("document.querySelector('[data-sort=id]').parentNode.getAttribute('aria-sort')"), "ascending")
    page.run(click % "id")
    equal(page.run(IDS), sorted(before, reverse=True))
    page.run(click % "id")
    equal(page.run(IDS), before)
    for key in ("severity", "where", "fix", "place", "layer"):
        page.run(click % key)
        equal(sorted(page.run(IDS)), sorted(before))
    quiet(page)


@case
def tells_how_it_was_matched(browser):
    page = page_of(browser, "payment")
    page.run("document.querySelector('button.open').click()")
    detail = page.run(SEEN + "('tr.detail')")
    for words in ("source xz-utils 5.6.0-0.2 in [5.5.1alpha", "2024-03-29", "ransomware", "GHSA-rxwq-x6h5-x525",
                  "CVSS:3.1/AV:N", "CWE-506", "https://www.openwall.com/", "liblzma5"):
        true(words in detail, words + " in " + detail)
    equal(page.run("document.querySelector('tr.detail a[href^=https]').rel"), "noreferrer noopener")
    page.run("document.querySelector('button.open').click()")
    equal(page.run("document.querySelectorAll('tr.detail').length"), 0)
    quiet(page)


@case
def speaks_two_languages(browser):
    page = page_of(browser, "payment")
    true("do not ship" in page.run(SEEN + "('h1')"))
    page.run("document.getElementById('language').click()")
    equal(page.run("document.documentElement.lang"), "zh")
    heading, table = page.run(SEEN + "('h1')"), page.run(SEEN + "('table.findings.js')")
    true("请勿发布" in heading and "ship" not in heading, heading)
    true("立即处理" in table and "act now" not in table, table)
    equal(page.run(SEARCH + ".placeholder"), "搜索编号、软件包、路径、标题")
    true("能否发布" in page.run("document.title"))
    page.run("document.getElementById('language').click()")
    true("do not ship" in page.run(SEEN + "('h1')"))
    true("is it fit to ship" in page.run("document.title"))
    quiet(page)


@case
def knows_the_dark(browser):
    page = page_of(browser, "payment")
    ground = "getComputedStyle(document.body).backgroundColor"
    page.dark(False)
    light = page.run(ground)
    page.dark(True)
    dark = page.run(ground)
    true(light != dark)
    page.run("document.getElementById('theme').click()")  # light, whatever the system says
    equal(page.run(ground), light)
    page.dark(False)
    page.run("document.getElementById('theme').click()")
    equal(page.run(ground), dark)
    page.run("document.getElementById('theme').click()")
    equal(page.run(ground), light)
    quiet(page)


@case
def obeys_the_keyboard(browser):
    page = page_of(browser, "payment")
    page.key("/", "/", 191)
    true(page.run("document.activeElement === " + SEARCH), "/ goes to the search")
    equal(page.run(SEARCH + ".value"), "")
    page.type("3094")
    page.settle()
    equal(page.run(ROWS), 1)
    for _ in range(40):
        page.key("Tab", code=9)
        if page.run("document.activeElement.className") == "open":
            break
    equal(page.run("document.activeElement.className"), "open")
    true(page.run("getComputedStyle(document.activeElement).outlineStyle") != "none", "focus is to be seen")
    page.key("Enter", "\r", 13)
    equal(page.run("document.querySelectorAll('tr.detail').length"), 1)
    equal(page.run("document.activeElement.getAttribute('aria-expanded')"), "true")
    page.key("Escape", code=27)
    page.settle()
    equal(page.run(COUNT), "13 of 13 findings")
    # whatever can be clicked is a button, a link, a summary or a field, and has a name
    unnamed = page.run("Array.from(document.querySelectorAll('button,a,input,select,summary')).filter(e => "
                       "!(e.textContent.trim() || e.getAttribute('aria-label') || e.placeholder || e.closest('label') || "
                       "e.hidden || e.offsetParent === null)).map(e => e.outerHTML)")
    equal(unnamed, [])
    quiet(page)


@case
def copies(browser):
    page = page_of(browser, "payment")
    browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    want = page.run("document.querySelector('.command code').textContent")
    page.run("window.written = null; Object.defineProperty(navigator, 'clipboard', {value: {writeText: t => { window.written = t; "
             "return Promise.resolve() }}})")
    page.run("document.querySelector('button.copy').click()")
    page.settle()
    equal(page.run("window.written"), want)
    true(page.run("document.querySelector('button.copy').classList.contains('copied')"))
    quiet(page)


@case
def prints(browser):
    for name, least in (("payment", 20000), ("thousand", 60000)):
        page = page_of(browser, name)
        data = page.pdf()
        true(data.startswith(b"%PDF") and len(data) > least, "%s: %d bytes" % (name, len(data)))
        page.call("Emulation.setEmulatedMedia", media="print")
        for control in (".filters", "#language", "#print", "button.copy", ".contents"):
            equal((control, page.run("getComputedStyle(document.querySelector('%s')).display" % control)),
                  (control, "none"))
        true(page.run("document.querySelector('button.open').offsetHeight") > 0, "ids are printed")
        page.call("Emulation.setEmulatedMedia", media="")
        quiet(page)
        page.close()


@case
def fits_every_width(browser):
    for name in ("payment", "hostile", "chinese", "two", "thousand"):
        page = page_of(browser, name)
        for width in (320, 390, 768, 1280, 1920):
            page.size(width, 900)
            page.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
            page.run("document.querySelectorAll('button.open[aria-expanded=false]').forEach((b, i) => { if (i < 3) b.click() })")
            page.settle()
            equal((name, width, page.run("document.documentElement.scrollWidth")), (name, width, width))
        quiet(page)
        page.close()


@case
def keeps_hostile_strings_text(browser):
    for lang in ("en", "zh"):
        page = page_of(browser, "hostile")
        if lang == "zh":
            page.run("document.getElementById('language').click()")
        page.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
        page.run("document.querySelectorAll('button.open').forEach(b => b.click())")
        page.run(SEARCH + ".value = '</script><img src=x'; " + SEARCH + ".dispatchEvent(new Event('input'))")
        page.settle()
        page.run("document.querySelector('.clear').click()")
        page.settle()
        equal(page.run("typeof window.owned"), "undefined")
        equal(page.run("document.querySelectorAll('img').length"), 0)
        equal(page.run("document.querySelectorAll('[onerror],[onload],[onclick]').length"), 0)
        equal(page.run("document.querySelectorAll('script').length"), 4)
        links = page.run("Array.from(document.querySelectorAll('a')).map(a => a.getAttribute('href'))")
        equal([u for u in links if not u.startswith("#")], [])
        text = page.run("document.body.innerText")
        true("<img src=x onerror=" in text, "it is shown")
        true("<U+202E>" in text and "\u202e" not in text, "what reorders is named")
        quiet(page)
        page.close()


@case
def forbids_what_a_mistake_would_do(browser):
    page = page_of(browser, "payment")
    page.run("(e => { e.innerHTML = '<img src=x onerror=\"window.owned=1\">'; document.body.appendChild(e) })"
             "(document.createElement('div'))")
    page.run("(e => { e.textContent = 'window.owned=2'; document.body.appendChild(e) })(document.createElement('script'))")
    page.settle()
    equal(page.run("typeof window.owned"), "undefined")
    true(page.run("fetch('https://example.com/').then(() => 'sent', () => 'refused')") == "refused")
    true(len(page.complaints()) >= 3, "the policy said no")


@case
def works_without_script(browser):
    page = page_of(browser, "payment", script=False)
    text = page.call("DOM.getDocument", depth=-1) and page.call("Accessibility.getFullAXTree")["nodes"]
    said = " ".join(n["name"]["value"] for n in text if n.get("name", {}).get("value"))
    for words in ("do not ship it", "CVE-2024-3094", "Without script this table cannot be searched"):
        true(words in said, words)
    true("中文" not in said and "Show more" not in said, "what needs script is not offered")


@case
def finds_what_a_card_names(browser):
    page = page_of(browser, "payment")
    page.run("document.querySelector('.steps a.id').click()")
    page.settle()
    equal(page.run(IDS), ["CVE-2024-3094"])
    quiet(page)


@case
def shows_several_images(browser):
    page = page_of(browser, "two")
    visible = "Array.from(document.querySelectorAll('article')).filter(a => a.offsetParent).map(a => a.id)"
    equal(page.run(visible), ["i1"])
    page.run("document.querySelector('nav.images a[href=\"#i2\"]').click()")
    page.settle()
    equal(page.run(visible), ["i2"])
    page.key("/", "/", 191)
    true(page.run("document.activeElement === document.querySelector('#i2 .search')"))
    quiet(page)


@case
def opens_the_layer_of_a_link(browser):
    page = page_of(browser, "payment")
    page.run("document.querySelector('.chart a[href=\"#i1-layer-2\"]').click()")
    page.settle()
    true(page.run("document.getElementById('i1-layer-2').open"))
    quiet(page)


@case
def twenty_thousand_stay_usable(browser):
    page = page_of(browser, "many")
    page.settle()
    true(page.run(ROWS) <= 1000, "few rows are drawn at first")
    for text, want in (("CVE-2025-29999", "1 of 20,000 findings"), ("library-1999", "10 of 20,000 findings"),
                       ("overflow", "20,000 of 20,000 findings")):
        took = page.run("""new Promise(done => {
            var s = %s, count = document.querySelector('.count'), start = performance.now();
            s.value = '%s';
            s.dispatchEvent(new Event('input'));
            (function wait() {
                if (count.textContent === '%s') done(performance.now() - start);
                else if (performance.now() - start > 20000) done(-1);
                else setTimeout(wait, 1);
            })() })""" % (SEARCH, text, want))
        true(took >= 0, "%s was never found" % text)
        print("# 20,000 findings: \"%s\" took %.0f ms, of them 60 waiting for the typist" % (text, took))
    took = page.run("(() => { var t = performance.now(); document.querySelector('[data-sort=where]').click(); "
                    "return performance.now() - t })()")
    print("# 20,000 findings: order by package took %.0f ms" % took)
    load = page.run("performance.timing.loadEventEnd - performance.timing.navigationStart")
    print("# 20,000 findings: loaded in %d ms" % load)
    before = page.run(ROWS)
    page.run("document.querySelector('.show-more').click()")
    true(page.run(ROWS) > before)
    quiet(page)


def main():
    passed = failed = 0
    with Browser() as browser:
        for f in cases:
            try:
                f(browser)
                passed += 1
            except Exception:
                failed += 1
                print("not ok - " + f.__name__)
                traceback.print_exc(limit=-1, file=sys.stdout)
            browser.close_pages()
    print("cases: %d passed, %d failed, 0 skipped" % (passed, failed))
    return failed > 0


sys.exit(main())
