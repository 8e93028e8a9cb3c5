// Saves a form by itself: 2 s after a field is left, one request at a time, never over somebody else's text.
"use strict";
document.documentElement.classList.add("script");
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const says = form.querySelector(".saved"), say = form.dataset, own = /^(csrf|version|rows|seen|reply)/;
  let busy = false, timer = 0, waits = 5, leaving = false, stuck = "";
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !own.test(name))).toString();
  let sent = typed();
  const put = (id, text) => { const it = document.getElementById(id); if (it) it.textContent = text; };
  const later = (seconds) => { clearTimeout(timer); timer = setTimeout(save, seconds * 1000); };
  const add = (to, kind, text, css) => {
    const it = to.appendChild(document.createElement(kind));
    it.textContent = text; if (css) it.className = css;
    return it;
  };

  async function save() {
    const now = typed();
    if (now === sent || now === stuck) return;
    if (busy) return later(1);
    busy = true; says.textContent = say.saving;
    let answer, data = null;
    try {
      answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      });
      data = await answer.json();
    } catch { /* the line broke, or somebody was signed out */ }
    busy = false;
    if (data === null || answer.status >= 500) {
      says.textContent = navigator.onLine ? say.failed : say.offline;
      later(waits); waits = Math.min(60, waits * 2);
      return;
    }
    waits = 5; says.textContent = data.says || "";
    if (!answer.ok) { stuck = now; if (data.both) showBoth(data.both); return; }
    sent = now;
    show(data);
    if (typed() !== sent) later(2);
  }

  function show(data) {
    const set = data.set || (data.version ? { version: data.version } : {});
    for (const name in set) form.elements[name].value = set[name];
    if (data.address && data.address !== location.pathname) {
      form.action = data.address;
      history.replaceState(null, "", data.address);
    }
    if (!data.reads) return;
    for (const it of form.querySelectorAll(".reads")) it.textContent = "";
    for (const name in data.reads) put(name + "-reads", data.reads[name]);
    for (const box of form.querySelectorAll(".doubts")) {
      if (box.contains(document.activeElement) || box.querySelector("textarea")?.value) continue;
      const doubts = data.doubts[box.id.slice(0, -7)] || [];
      const old = [...box.querySelectorAll(".finding > p:first-child")].map((it) => it.textContent);
      if (doubts.length === old.length && doubts.every((it, at) => old[at].includes(it.says))) continue;
      box.replaceChildren();
      for (const it of doubts) add(add(box, "div", "", "finding" + (it.blocks ? " blocking" : "")), "p", it.says);
    }
    const sums = form.querySelector(".sums");
    if (sums) sums.textContent = data.sums;
  }

  function showBoth(both) {
    for (const it of both) add(says, "span", `${it.label} – ${say.mine}: ${it.mine} · ${it.by}: ${it.theirs}`, "both-line");
    add(says, "button", say.choose, "second");
  }

  for (const happens of ["focusout", "change"]) form.addEventListener(happens, () => typed() !== sent && later(2));
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  addEventListener("online", () => later(0));
  addEventListener("beforeunload", (leave) => {
    const said = [...form.querySelectorAll("textarea[name^='reply:']")].some((it) => it.value);
    if (!leaving && (typed() !== sent || said)) leave.preventDefault();
  });
}
