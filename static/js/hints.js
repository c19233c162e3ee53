/*
 * Words to avoid, pointed out while one writes: after a pause the text goes to this site's own address, and what comes
 * back stands below the text. Nothing is kept here or there by asking. Without this script, or when the line is down,
 * the same hints stand on the page that is read before something is sent.
 */
(() => {
  "use strict";
  const PAUSE = 700;

  const tokenOf = (input) => {
    const field = input.form && input.form.querySelector('input[name="token"]');
    if (field && field.value) return field.value;
    if (!input.dataset.form) {
      const digits = crypto.getRandomValues(new Uint8Array(16));
      digits[6] = (digits[6] & 15) | 64;
      digits[8] = (digits[8] & 63) | 128;
      const hex = Array.from(digits, (one) => one.toString(16).padStart(2, "0")).join("");
      input.dataset.form = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }
    return input.dataset.form;
  };

  const send = (input, address, values) => {
    const cross = input.form && input.form.querySelector('input[name="csrfmiddlewaretoken"]');
    const language = input.form && input.form.querySelector('select[name="language"]');
    const body = new URLSearchParams({ field: input.name, token: tokenOf(input), ...values });
    if (language && values.text !== undefined) body.set("language", language.value);
    // Whoever is not signed in any more is sent elsewhere: then nothing is shown.
    return fetch(address, {
      method: "POST",
      redirect: "error",
      headers: { "X-CSRFToken": cross ? cross.value : "" },
      body,
    });
  };

  const watch = (input) => {
    // A form for everyone carries no token of a session: nothing typed there is sent anywhere before its button is.
    if (!input.form || !input.form.querySelector('input[name="csrfmiddlewaretoken"]')) return;
    const shown = document.createElement("div");
    shown.className = "hints hints-live";
    shown.setAttribute("role", "status");
    input.after(shown);
    let waiting = 0;
    let asked = "";
    let answered = 0;

    const ask = async () => {
      const text = input.value;
      if (text === asked) return;
      asked = text;
      const number = ++answered;
      try {
        const answer = text.trim() ? await send(input, input.dataset.hints, { text }) : null;
        const piece = answer && answer.ok ? await answer.text() : "";
        if (number !== answered) return;
        const page = new DOMParser().parseFromString(piece, "text/html");
        shown.replaceChildren(...page.body.childNodes);
      } catch {
        asked = "";
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    shown.addEventListener("click", async (event) => {
      const button = event.target.closest("button[data-term]");
      if (!button) return;
      button.disabled = true;
      try {
        const answer = await send(input, input.dataset.keep, { term: button.dataset.term, piece: "on" });
        if (!answer.ok) throw new Error("not kept");
        asked = "";
        input.focus();
        ask();
      } catch {
        button.disabled = false;
      }
    });
    if (input.value.trim()) ask();
  };

  document.querySelectorAll("[data-hints]").forEach(watch);
})();
