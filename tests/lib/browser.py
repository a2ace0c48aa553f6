# SPDX-License-Identifier: Apache-2.0
"""Drives a headless Chromium by its DevTools protocol over a pipe (--remote-debugging-pipe): JSON messages that end in
a NUL, on descriptors 3 and 4. Nothing but Python's own library is needed.

    with Browser() as browser:
        page = browser.open("file:///tmp/report.html")
        page.run("document.title")
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile


def find():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    return None


class Browser:
    def __enter__(self):
        self.profile = tempfile.mkdtemp()
        to_read, self.to_write = os.pipe()
        self.from_read, from_write = os.pipe()

        def wire():
            # two steps: one of the numbers may be 3 or 4 itself
            a, b = os.dup(to_read), os.dup(from_write)
            os.dup2(a, 3)
            os.dup2(b, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            [find(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             "--remote-debugging-pipe", "--user-data-dir=" + self.profile, "about:blank"],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.bytes = b""
        self.number = 0
        self.events = []
        self.pages = []
        return self

    def __exit__(self, *why):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except Exception:
            self.process.kill()
            self.process.wait()
        os.close(self.to_write)
        os.close(self.from_read)
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self):
        while b"\0" not in self.bytes:
            more = os.read(self.from_read, 1 << 20)
            if not more:
                raise RuntimeError("the browser ended")
            self.bytes += more
        one, self.bytes = self.bytes.split(b"\0", 1)
        return json.loads(one)

    def call(self, method, session=None, **params):
        self.number += 1
        text = {"id": self.number, "method": method, "params": params}
        if session:
            text["sessionId"] = session
        data = json.dumps(text).encode() + b"\0"
        while data:
            data = data[os.write(self.to_write, data):]
        while True:
            m = self.message()
            if m.get("id") == self.number:
                if "error" in m:
                    raise RuntimeError("%s: %s" % (method, m["error"]))
                return m["result"]
            self.events.append(m)

    def open(self, url, width=1280, height=900, script=True):
        page = Page(self, url, width, height, script)
        self.pages.append(page)
        return page

    def close_pages(self):
        for page in self.pages:
            if not page.closed:
                page.close()
        self.pages = []
        self.events = []


class Page:
    def __init__(self, browser, url, width, height, script):
        self.browser = browser
        # a profile of its own: what an earlier page stored is not seen
        context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        self.target = target
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable")
        self.call("Page.bringToFront")  # what stands behind another page has its timers slowed down
        self.closed = False
        self.size(width, height)
        if not script:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        self.url = url
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def seen(self, method):
        return [e["params"] for e in self.browser.events
                if e.get("method") == method and e.get("sessionId") == self.session]

    def wait(self, method):
        while not self.seen(method):
            self.browser.events.append(self.browser.message())

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def dark(self, on):
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def run(self, script):
        """The value of an expression; a promise is awaited."""
        r = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in r:
            raise RuntimeError(script + ": " + json.dumps(r["exceptionDetails"])[:500])
        return r["result"].get("value")

    def key(self, key, text=None, code=0):
        extra = {"text": text} if text else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **extra)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def settle(self):
        self.run("new Promise(done => setTimeout(() => requestAnimationFrame(() => done(1)), 120))")

    def picture(self, path, whole=True):
        r = self.call("Page.captureScreenshot", captureBeyondViewport=whole, **({"clip": self.clip()} if whole else {}))
        with open(path, "wb") as f:
            f.write(base64.b64decode(r["data"]))

    def clip(self):
        box = self.call("Page.getLayoutMetrics")["cssContentSize"]
        return {"x": 0, "y": 0, "width": box["width"], "height": min(box["height"], 16000), "scale": 1}

    def pdf(self, path=None):
        r = self.call("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)
        data = base64.b64decode(r["data"])
        if path:
            with open(path, "wb") as f:
                f.write(data)
        return data

    def complaints(self):
        """What the page's console and the browser's log say: errors, warnings, refusals of the policy."""
        found = [json.dumps(p)[:400] for p in self.seen("Runtime.exceptionThrown")]
        found += [json.dumps(p["args"])[:400] for p in self.seen("Runtime.consoleAPICalled")]
        found += [json.dumps(p["entry"])[:400] for p in self.seen("Log.entryAdded")]
        return found

    def requests(self):
        """Everything that was asked for but the page itself and what it carries in itself."""
        asked = [p["request"]["url"] for p in self.seen("Network.requestWillBeSent")]
        return [u for u in asked if u.split("#")[0] != self.url.split("#")[0] and not u.startswith("data:")]

    def close(self):
        self.closed = True
        self.browser.call("Target.closeTarget", targetId=self.target)
