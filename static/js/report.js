/* The report form, where scripts run: keeps what is typed on the server as it is typed, says what a figure means, and
   waits out a line that drops. What is typed lives in the page alone: nothing is stored on the device. */
(() => {
  "use strict";
  const form = document.querySelector("form.report");
  if (!form || !window.fetch) return;

  const words = form.dataset;
  const status = document.getElementById("saved");
  const said = document.getElementById("said");
  const jump = document.getElementById("jump");
  const closed = document.getElementById("closed");
  const later = form.querySelector("[data-later]");
  const AFTER_TYPING = 2000, EVERY = 20000, WARN_BEFORE = 300;
  const NOT_TYPED = ["version", "csrfmiddlewaretoken", "owner"];

  let kept = typed();
  let timer = 0;
  let saving = null;
  let held = null;
  let away = false;
  let sending = false;

  function typed() {
    const data = new URLSearchParams(new FormData(form));
    NOT_TYPED.forEach((name) => data.delete(name));
    return data.toString();
  }

  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function clock() {
    return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /* Resolves to "saved", "same", "away", or the status of the refusal. While the line was away it asks in any case. */
  function save() {
    clearTimeout(timer);
    if (saving) return saving.then(save);
    if (typed() === kept && !away) return Promise.resolve("same");
    saving = send().finally(() => { saving = null; });
    return saving;
  }

  async function send() {
    const now = typed();
    let answer;
    try {
      answer = await fetch(words.keep, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
    } catch {
      away = true;
      tell(held ? words.held : words.offline);
      return "away";
    }
    away = false;
    if (!answer.ok) return refused(answer.status);
    show(await answer.json());
    kept = now;
    tell(`${words.saved} ${clock()}`);
    return "saved";
  }

  function show(found) {
    form.elements.version.value = found.version;
    form.action = found.action;
    words.keep = found.keep;
    later.setAttribute("formaction", found.keep);
    if (said) {
      const line = said.firstElementChild;
      if (line.textContent !== found.said) line.textContent = found.said;
      said.hidden = !found.said;
      suggest(found.suggested);
    }
    if (jump) jump.hidden = !found.jumps;
    if (closed.firstElementChild.textContent !== found.closed) closed.firstElementChild.textContent = found.closed;
    closed.hidden = !found.closed;
  }

  /* A number in a local way of writing is never guessed: its writer says yes to how it would be taken. */
  function suggest(figure) {
    said.querySelector("button")?.remove();
    if (!figure) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = words.suggested.replace("%s", figure);
    button.addEventListener("click", () => {
      const field = form.elements.value;
      field.value = figure;
      field.focus();
      save();
    });
    said.append(button);
  }

  function refused(code) {
    if (code === 409) {
      tell(words.conflict + " ");
      const button = document.createElement("button");
      button.type = "submit";
      button.className = "btn-link";
      button.textContent = words.both;
      button.addEventListener("click", () => { sending = true; });
      status.append(button);
    } else if (code === 401 || code === 403) {
      tell(words.out);
    } else {
      tell(words.failed);
    }
    return code;
  }

  function soon() {
    if (typed() === kept) return;
    clearTimeout(timer);
    timer = setTimeout(save, AFTER_TYPING);
  }

  /* What is typed is saved first, so that a line that drops in between loses nothing; then the form goes its own way. */
  async function leave(event) {
    if (sending) return;
    const button = event.submitter;
    if (typed() === kept && !away) return;
    event.preventDefault();
    if (held) return;
    held = button || form;
    const found = await save();
    if (found === "away") return;
    goOn();
  }

  function goOn() {
    const button = held;
    held = null;
    sending = true;
    if (button && button !== form) form.requestSubmit(button);
    else form.requestSubmit();
  }

  async function back() {
    const found = await save();
    if (found !== "away" && held) goOn();
  }

  function warn() {
    const left = Number(words.ends) - Date.now() / 1000;
    if (left < WARN_BEFORE) tell(words.ending);
    else setTimeout(warn, Math.min((left - WARN_BEFORE) * 1000, 2 ** 31 - 1));
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("focusout", () => { save(); });
  form.addEventListener("submit", leave);
  window.addEventListener("online", back);
  window.addEventListener("offline", () => { away = true; tell(words.offline); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) sending = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && away && typed() !== kept) event.preventDefault();
  });
  setInterval(() => { if (held || away) back(); else save(); }, EVERY);
  warn();
})();
