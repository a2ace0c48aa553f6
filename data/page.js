/* Shared by every page (src/tell/html.c): language, colours, copying, printing. */
"use strict";
(function () {
  var root = document.documentElement;
  function stored(key, value) {
    try {
      if (value === undefined) return localStorage.getItem("seaworthy." + key);
      if (value === null) localStorage.removeItem("seaworthy." + key);
      else localStorage.setItem("seaworthy." + key, value);
    } catch (e) { /* a file URL may have no storage */ }
    return null;
  }
  function speak(lang) {
    root.lang = lang;
    document.querySelectorAll("[data-en]").forEach(function (e) {
      var text = e.getAttribute("data-" + lang);
      if (e.hasAttribute("data-a")) e.setAttribute(e.getAttribute("data-a"), text);
      else e.textContent = text;
    });
    document.dispatchEvent(new Event("language"));
  }
  function paint(theme) {
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    else root.removeAttribute("data-theme");
  }
  function copy(text, done) {
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      area.style.position = "fixed";
      area.style.opacity = "0";
      document.body.appendChild(area);
      area.select();
      try { if (document.execCommand("copy")) done(); } catch (e) { /* then by hand indeed */ }
      area.remove();
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }
  root.classList.add("js");
  paint(stored("theme"));
  var lang = stored("language");
  if ((lang === "en" || lang === "zh") && lang !== root.lang) speak(lang);
  document.addEventListener("click", function (event) {
    var b = event.target.closest("button");
    if (!b) return;
    if (b.id === "language") {
      speak(root.lang === "en" ? "zh" : "en");
      stored("language", root.lang);
    } else if (b.id === "theme") {
      var next = { light: "dark", dark: null }[root.getAttribute("data-theme")];
      if (next === undefined) next = "light";
      paint(next);
      stored("theme", next);
    } else if (b.id === "print") {
      window.print();
    } else if (b.classList.contains("copy")) {
      var code = b.parentNode.querySelector("code");
      copy(code.textContent, function () {
        b.classList.add("copied");
        setTimeout(function () { b.classList.remove("copied"); }, 1500);
      });
    }
  });
})();
