// The console's only script: keys in lists, one submit a form, the cursor where something was refused.
// Every page works without it.
(function () {
  "use strict";
  var typing = function (e) { return /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey; };
  var rows = function () { return Array.prototype.slice.call(document.querySelectorAll("[data-rows] a[data-row]")); };
  document.addEventListener("keydown", function (e) {
    var step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[e.key];
    if (!step || typing(e)) { return; }
    var links = rows();
    if (!links.length) { return; }
    var at = links.indexOf(document.activeElement);
    var to = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
    links[to].focus();
    links[to].scrollIntoView({ block: "nearest" });
    e.preventDefault();
  });
  document.addEventListener("keydown", function (e) {
    var key = e.code ? e.code.replace("Key", "").toLowerCase() : "";
    if (!e.altKey || e.ctrlKey || e.metaKey || key.length !== 1) { return; }
    var one = document.querySelector('[accesskey="' + key + '"]');
    if (!one) { return; }
    e.preventDefault();
    one.focus();
    one.click();
  });
  // Keys of a page's own links: arrows turn the pages of a scan, unless they move it under the window.
  document.addEventListener("keydown", function (e) {
    if (typing(e) || e.shiftKey && e.key !== "+") { return; }
    var box = e.target.closest && e.target.closest("[data-scrolls]");
    if (box && /^Arrow/.test(e.key) && box.scrollWidth > box.clientWidth) { return; }
    var wanted = Array.prototype.filter.call(document.querySelectorAll("[data-key]"), function (one) {
      return one.getAttribute("data-key").split(" ").indexOf(e.key) >= 0;
    })[0];
    if (wanted) { e.preventDefault(); wanted.click(); }
  });
  document.addEventListener("click", function (e) {
    var row = e.target.closest("[data-rows] tbody tr");
    if (!row || e.target.closest("a, button, input, label") || String(window.getSelection())) { return; }
    var link = row.querySelector("a[data-row]");
    if (link) { link.click(); }
  });
  // What was typed is kept in this tab until the act is done, should the session have ended meanwhile.
  var here = "draft:" + location.pathname;
  var store = window.sessionStorage;
  var fields = function (form) {
    return Array.prototype.filter.call(form.elements, function (one) { return one.name && one.type !== "hidden" && one.type !== "submit"; });
  };
  var keep = function (form) {
    var said = {};
    fields(form).forEach(function (one) {
      if (one.type === "radio" || one.type === "checkbox") { if (one.checked) { said[one.name] = one.value; } } else if (one.value) { said[one.name] = one.value; }
    });
    store.setItem(here, JSON.stringify({ action: form.getAttribute("action"), fields: said }));
  };
  var draft = store.getItem(here);
  if (document.querySelector("[role=status]")) { store.removeItem(here); } else if (draft && !document.querySelector("[role=alert]")) {
    draft = JSON.parse(draft);
    document.querySelectorAll("form[data-once]").forEach(function (form) {
      if (form.getAttribute("action") !== draft.action) { return; }
      fields(form).forEach(function (one) {
        if (!(one.name in draft.fields)) { return; }
        if (one.type === "radio" || one.type === "checkbox") { one.checked = one.value === draft.fields[one.name]; } else { one.value = draft.fields[one.name]; }
      });
      var folded = form.closest("details");
      if (folded) { folded.open = true; }
    });
  }
  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (/log-out$/.test(form.getAttribute("action") || "")) { store.clear(); }
    if (!form.hasAttribute("data-once")) { return; }
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = "1";
    if (/^\/console\/cases\//.test(form.getAttribute("action"))) { keep(form); }
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-once]").forEach(function (form) { delete form.dataset.sent; form.removeAttribute("aria-busy"); });
  });
  document.querySelectorAll("details.act").forEach(function (one) {
    one.addEventListener("toggle", function () {
      if (!one.open) { return; }
      var first = one.querySelector("[data-focus], textarea, select, input:not([type=hidden])");
      if (first) { first.focus(); }
    });
  });
  var wrong = document.querySelector("[data-focus]");
  if (wrong) { wrong.focus(); }
})();
