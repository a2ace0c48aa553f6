/* The report of a scan (src/tell/format/html.c): draws the rows of the findings, searches and orders them. Whatever
   comes from the data is put in by textContent only. */
"use strict";
(function () {
  var ROWS = 100, PRINTED = 500;
  var root = document.documentElement;
  var words = JSON.parse(document.getElementById("phrases").textContent);
  var severityName = ["unknown", "negligible", "low", "medium", "high", "critical"];
  var tables = [];

  function say(key) { return words[root.lang][key]; }
  function fill(key) {
    var values = arguments;
    return say(key).split("|").pop().replace(/\{(\d)\}/g, function (all, i) { return values[+i + 1]; });
  }
  function number(n) { return n.toLocaleString("en"); }
  function bytes(n) {
    var units = ["B", "kB", "MB", "GB", "TB"], i = 0;
    while (n >= 1000 && i < 4) { n /= 1000; i++; }
    return (i ? n.toFixed(1) : n) + " " + units[i];
  }
  function percent(share) { return (share * 100).toFixed(share < 0.1 ? 1 : 0) + " %"; }
  function make(tag, name, text) {
    var e = document.createElement(tag);
    if (name) e.className = name;
    if (text !== undefined) e.textContent = text;
    return e;
  }
  function put(parent) {
    for (var i = 1; i < arguments.length; i++) if (arguments[i]) parent.appendChild(arguments[i]);
    return parent;
  }
  function tag(severity) { return make("span", "tag " + severityName[severity], say("severity")[severity]); }
  function link(url) {
    if (!/^https?:\/\/[^\s<>]+$/.test(url)) return make("span", "", url);
    var a = make("a", "", url);
    a.href = url;
    a.rel = "noreferrer noopener";
    a.target = "_blank";
    return a;
  }

  function Findings(article) {
    this.article = article;
    this.data = JSON.parse(article.querySelector("script.data").textContent);
    this.rows = this.data.findings;
    this.body = article.querySelector("table.findings.js tbody");
    this.head = article.querySelector("table.findings.js thead");
    this.search = article.querySelector(".search");
    this.more = article.querySelector(".show-more");
    this.count = article.querySelector(".count");
    this.opened = new Set();
    this.filter = {};
    this.toggles = {};
    this.order = null; /* as the report has it: the most urgent first */
    this.texts = null;
    this.limit = ROWS;
    var self = this, timer = 0;
    this.search.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { self.limit = ROWS; self.draw(); }, self.rows.length > 3000 ? 60 : 0);
    });
    article.querySelector(".filters").addEventListener("change", function (event) {
      var name = event.target.getAttribute("data-filter");
      if (name) self.choose(name, event.target.value);
    });
    article.addEventListener("click", function (event) {
      var b = event.target.closest("button"), id = event.target.closest("a.id");
      if (b) self.click(b);
      if (id) {
        self.clear();
        self.search.value = id.textContent;
        self.draw();
      }
    });
    if (window.IntersectionObserver)
      new IntersectionObserver(function (seen) { if (seen[0].isIntersecting && !self.more.hidden) self.grow(); },
        { rootMargin: "600px" }).observe(this.more);
    this.drawPackages();
    this.options();
    this.draw();
  }

  Findings.prototype.package = function (f) { return f.g === undefined ? null : this.data.packages[f.g]; };

  Findings.prototype.choose = function (name, value) {
    if (value === "") delete this.filter[name];
    else this.filter[name] = +value;
    this.limit = ROWS;
    this.draw();
  };

  Findings.prototype.click = function (b) {
    var name = b.getAttribute("data-toggle"), key = b.getAttribute("data-sort");
    if (name) {
      this.toggles[name] = !this.toggles[name];
      b.setAttribute("aria-pressed", this.toggles[name]);
    } else if (key) {
      if (!this.order || this.order.key !== key) this.order = { key: key, down: key === "severity" };
      else if (this.order.down === (key === "severity")) this.order.down = !this.order.down;
      else this.order = null;
    } else if (b.classList.contains("clear")) {
      this.clear();
    } else if (b.classList.contains("show-more")) {
      this.grow();
      return;
    } else if (b.classList.contains("show-layer")) {
      this.clear();
      this.filter.l = +b.getAttribute("data-layer");
      this.options();
      document.getElementById(this.article.id + "-findings").scrollIntoView();
    } else if (b.classList.contains("open")) {
      this.toggle(b);
      return;
    } else {
      return;
    }
    this.limit = ROWS;
    this.draw();
  };

  Findings.prototype.clear = function () {
    this.search.value = "";
    this.filter = {};
    this.toggles = {};
    this.article.querySelectorAll("[data-toggle]").forEach(function (b) { b.setAttribute("aria-pressed", "false"); });
    this.limit = ROWS;
    this.options();
    this.draw();
  };

  /* The choices of a filter are those that the findings have, with how many. */
  Findings.prototype.options = function () {
    var self = this;
    this.article.querySelectorAll("select[data-filter]").forEach(function (select) {
      var name = select.getAttribute("data-filter"), counts = {};
      self.rows.forEach(function (f) { if (f[name] !== undefined) counts[f[name]] = (counts[f[name]] || 0) + 1; });
      var keys = Object.keys(counts).map(Number).sort(function (a, b) { return name === "s" ? b - a : a - b; });
      select.replaceChildren();
      var any = make("option", "", say("any"));
      any.value = "";
      select.appendChild(any);
      keys.forEach(function (k) {
        var label = { p: "place", s: "severity", k: "kind", o: "origin" }[name];
        var o = make("option", "", (label ? say(label)[k] : fill("layer", k + 1)) + " (" + number(counts[k]) + ")");
        o.value = k;
        select.appendChild(o);
      });
      select.value = self.filter[name] === undefined ? "" : self.filter[name];
    });
  };

  Findings.prototype.text = function (f) {
    var p = this.package(f), v = f.v || {}, c = f.c || {};
    return [f.i, f.t, f.tz, f.h, p && p[0], p && p[3], v.a && v.a.join(" "), v.fx, c.mk,
      c.pl && c.pl.map(function (x) { return x[0]; }).join(" ")].filter(Boolean).join("\n").toLowerCase();
  };

  Findings.prototype.matching = function () {
    var self = this, terms = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (terms.length && !this.texts) this.texts = this.rows.map(function (f) { return self.text(f); });
    var names = Object.keys(this.filter), t = this.toggles, found = [];
    for (var i = 0; i < this.rows.length; i++) {
      var f = this.rows[i], ok = true;
      for (var k = 0; ok && k < names.length; k++) ok = f[names[k]] === this.filter[names[k]];
      if (ok && t.fixable) ok = !!(f.v && f.v.fx);
      if (ok && t.exploited) ok = !!(f.v && f.v.ka);
      if (ok && t.new) ok = !!f.nw;
      for (k = 0; ok && k < terms.length; k++) ok = this.texts[i].indexOf(terms[k]) >= 0;
      if (ok) found.push(i);
    }
    return this.sorted(found);
  };

  Findings.prototype.key = function (f) {
    switch (this.order.key) {
    case "severity": return f.s * 4 + (f.v && f.v.ka ? 2 : 0) + (f.v && f.v.e || 0);
    case "id": return f.i;
    case "where": return this.where(f);
    case "fix": return f.v && f.v.fx || "\uffff";
    case "place": return f.p;
    default: return f.l === undefined ? 1e9 : f.l;
    }
  };

  Findings.prototype.sorted = function (found) {
    if (!this.order) return found;
    var self = this, down = this.order.down ? -1 : 1;
    var keys = found.map(function (i) { return [self.key(self.rows[i]), i]; });
    keys.sort(function (a, b) { return a[0] < b[0] ? -down : a[0] > b[0] ? down : a[1] - b[1]; });
    return keys.map(function (k) { return k[1]; });
  };

  Findings.prototype.where = function (f) {
    var p = this.package(f);
    if (p && f.v) return (p[3] || p[0]) + " " + (f.v.in || p[1]);
    if (f.c && f.c.pl.length) return f.c.pl[0][0];
    return (f.h || "") + (f.h && f.n ? ":" + f.n : "");
  };

  Findings.prototype.title = function (f) { return root.lang === "zh" && f.tz || f.t || ""; };

  Findings.prototype.fix = function (f) {
    if (f.v) return f.v.fx ? fill("fixedIn", f.v.fx) : say("status")[f.v.st];
    return f.c ? f.c.rv || "" : root.lang === "zh" && f.fz || f.f || "";
  };

  Findings.prototype.row = function (i) {
    var f = this.rows[i], tr = make("tr"), open = make("button", "open", f.i), name = make("td"), marks = make("span", "marks");
    open.type = "button";
    open.setAttribute("aria-expanded", this.opened.has(i));
    open.setAttribute("data-row", i);
    if (f.v && f.v.ka) marks.appendChild(make("span", "tag outline bad", say("exploited")));
    if (f.nw) marks.appendChild(make("span", "tag outline accent", say("isNew")));
    put(name, open, marks, make("span", "title", this.title(f)));
    var cells = [put(make("td"), tag(f.s)), name, make("td"), make("td"), make("td", "", say("place")[f.p]),
      make("td", "", f.l === undefined ? "" : f.l + 1)];
    put(cells[2], make("span", "cut", this.where(f)));
    put(cells[3], make("span", "cut", this.fix(f)));
    cells[5].setAttribute("data-label", say("layerColumn"));
    cells.forEach(function (c) { tr.appendChild(c); });
    return tr;
  };

  Findings.prototype.draw = function () {
    this.found = this.matching();
    this.body.replaceChildren();
    this.drawn = 0;
    this.append(Math.min(this.limit, this.found.length));
    this.count.textContent = fill("showing", number(this.found.length), number(this.rows.length));
    if (!this.found.length && this.rows.length)
      put(this.body, put(make("tr"), Object.assign(make("td", "", say("noMatch")), { colSpan: 6 })));
    var order = this.order;
    this.head.querySelectorAll("button").forEach(function (b) {
      var on = order && order.key === b.getAttribute("data-sort");
      if (on) b.parentNode.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else b.parentNode.removeAttribute("aria-sort");
    });
  };

  Findings.prototype.append = function (to) {
    var part = document.createDocumentFragment();
    for (; this.drawn < to; this.drawn++) {
      var i = this.found[this.drawn];
      part.appendChild(this.row(i));
      if (this.opened.has(i)) part.appendChild(this.detail(i));
    }
    this.body.appendChild(part);
    this.more.hidden = this.drawn >= this.found.length;
    this.more.textContent = say("showMore") + " (" + number(this.found.length - this.drawn) + ")";
  };

  Findings.prototype.grow = function () {
    this.limit = this.drawn + ROWS;
    this.append(Math.min(this.limit, this.found.length));
  };

  Findings.prototype.toggle = function (b) {
    var i = +b.getAttribute("data-row"), tr = b.closest("tr"), on = !this.opened.has(i);
    if (on) {
      this.opened.add(i);
      tr.after(this.detail(i));
    } else {
      this.opened.delete(i);
      tr.nextSibling.remove();
    }
    b.setAttribute("aria-expanded", on);
  };

  Findings.prototype.detail = function (i) {
    var self = this, f = this.rows[i], v = f.v || {}, c = f.c, x = f.x, dl = make("dl");
    var td = put(make("td"), dl), tr = put(make("tr", "detail"), td);
    td.colSpan = 6;
    function fact(key, value) {
      if (value === undefined || value === "" || value === null) return;
      put(dl, make("dt", "", say(key)), value.nodeType ? put(make("dd"), value) : make("dd", "", value));
    }
    function list(items, of) {
      if (!items || !items.length) return undefined;
      var ul = make("ul");
      items.forEach(function (item) { put(ul, put(make("li"), of(item))); });
      return ul;
    }
    if (this.title(f).length > 90) fact("details", this.title(f)); /* the row shows two lines of it */
    fact("evidence", root.lang === "zh" && f.mz || f.m);
    if (f.v) {
      fact("matched", v.mb && make("code", "", v.mb));
      fact("installed", v.in);
      fact("fixed", v.fx || say("status")[v.st]);
      fact("packages", (v.pk && v.pk.length ? v.pk : f.g === undefined ? [] : [f.g]).map(function (n) {
        return self.data.packages[n][0] + " " + self.data.packages[n][1];
      }).join(root.lang === "zh" ? "、" : ", "));
      fact("kev", v.ka && v.ka + (v.kr ? ", " + say("ransomware") : ""));
      if (v.e !== undefined) fact("epss", fill("epssText", percent(v.e), percent(v.ep)));
      fact("cvss", [v.c !== undefined ? v.c.toFixed(1) : "", v.cv].filter(Boolean).join("  "));
      fact("severityBy", v.ss);
      fact("also", v.a && v.a.join(", "));
      fact("weakness", v.cw && v.cw.join(", "));
      fact("published", v.pu);
      fact("feeds", v.fd && v.fd.join(", "));
    }
    if (c) {
      fact("value", make("code", "", c.mk + (c.dt ? "  " + c.dt : "")));
      fact("places", list(c.pl, function (p) {
        return put(make("span"), make("code", "", p[0]), p[1] ? make("span", "bad", " " + fill("deletedBy", p[1])) : null);
      }));
      if (c.mo) fact("places", fill("morePlaces", number(c.mo)));
      fact("state", c.lv ? say("live") : "");
      fact("revoke", c.rv);
      fact("remove", c.rm);
    }
    fact("where", f.h && !c ? make("code", "", f.h + (f.n ? ":" + f.n : "")) : "");
    if (f.l !== undefined) {
      var a = make("a", "", fill("layer", f.l + 1));
      a.href = "#" + this.article.id + "-layer-" + (f.l + 1);
      fact("layerColumn", a);
    }
    if (f.b) fact("size", bytes(f.b));
    fact("fix", root.lang === "zh" && f.fz || f.f);
    fact("references", list(v.r, link));
    if (f.cl || f.ef) fact("gate", [f.ef !== undefined ? say("effect")[f.ef] : "", f.cl].filter(Boolean).join(": "));
    if (f.w !== undefined) fact("ownPlace", say("place")[f.w]);
    if (x) {
      fact("ignoredBy", say("by")[x.b] + (x.s ? ", " + x.s : ""));
      fact("reason", [x.r, x.st, x.j].filter(Boolean).join(", "));
      fact("owner", x.o);
      fact("until", x.u);
    }
    fact("firstSeen", f.fs);
    return tr;
  };

  /* Drawn when it is opened: most readers never do. */
  Findings.prototype.drawPackages = function () {
    var box = this.article.querySelector("details.packages"), self = this;
    if (!box) return;
    function draw() {
      var counts = {}, table = make("table"), head = make("tr"), body = make("tbody");
      self.rows.forEach(function (f) {
        var of = f.v && f.v.pk && f.v.pk.length ? f.v.pk : f.g === undefined ? [] : [f.g];
        of.forEach(function (g) { counts[g] = (counts[g] || 0) + 1; });
      });
      ["package", "version", "source", "licence", "layerColumn", "findings"].forEach(function (key, i) {
        head.appendChild(make("th", i === 5 ? "n" : "", say(key)));
      });
      self.data.packages.slice(0, 20000).forEach(function (p, i) {
        var name = put(make("td"), make("b", "", p[0]));
        if (!p[6]) put(name, make("span", "soft", " (" + say("removedLater") + ")"));
        body.appendChild(put(make("tr"), name, make("td", "mono", p[1]), make("td", "", p[3]), put(make("td"), make("span", "cut", p[4])),
          make("td", "", p[5] === null ? "" : p[5] + 1), make("td", "n", counts[i] || "")));
      });
      box.querySelector(".package-list").replaceChildren(put(table, put(make("thead"), head), body));
    }
    box.addEventListener("toggle", function () { if (box.open) draw(); });
    document.addEventListener("language", function () { if (box.open) draw(); });
  };

  Findings.prototype.print = function (on) {
    if (on) {
      this.before = this.drawn;
      this.append(Math.min(Math.max(PRINTED, this.drawn), this.found.length));
      if (this.drawn < this.found.length) this.count.textContent += " · " + fill("printCut", number(this.drawn));
    } else {
      this.limit = Math.max(ROWS, this.before);
      this.draw();
    }
  };

  /* One image at a time, when there are several. */
  function tabs(articles) {
    var nav = document.querySelector("nav.images");
    function show() {
      var id = location.hash.replace(/^#/, "").replace(/-.*/, "");
      if (!articles.some(function (a) { return a.id === id; })) id = articles[0].id;
      articles.forEach(function (a) { a.classList.toggle("away", a.id !== id); });
      nav.querySelectorAll("a").forEach(function (a) { a.setAttribute("aria-current", a.hash === "#" + id); });
    }
    if (!nav || articles.length < 2) return;
    document.body.classList.add("tabs");
    window.addEventListener("hashchange", show);
    show();
  }

  function current() {
    return tables.filter(function (t) { return !t.article.classList.contains("away"); })[0];
  }

  var articles = Array.from(document.querySelectorAll("article.image"));
  articles.forEach(function (a) { tables.push(new Findings(a)); });
  tabs(articles);
  document.addEventListener("language", function () {
    tables.forEach(function (t) { t.options(); t.draw(); });
  });
  document.addEventListener("keydown", function (event) {
    var t = current(), typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (!t || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing) {
      event.preventDefault();
      t.search.focus();
      t.search.scrollIntoView({ block: "center" });
    } else if (event.key === "Escape") {
      t.clear();
    }
  });
  function openTarget() {
    var e = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (e && e.tagName === "DETAILS") e.open = true;
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();
  window.addEventListener("beforeprint", function () { tables.forEach(function (t) { t.print(true); }); });
  window.addEventListener("afterprint", function () { tables.forEach(function (t) { t.print(false); }); });
})();
