// While a clean copy is being made, the list of files is fetched again until it is there. Without this, a link does it.
"use strict";

const EVERY = 2000;

async function look() {
  const list = document.getElementById("files");
  if (!list || list.dataset.underWay !== "yes") return;
  try {
    const answer = await fetch(location.pathname);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("files");
    // Whoever is in the list with the keyboard is left alone.
    if (fresh && fresh.dataset.underWay === "no" && !list.contains(document.activeElement)) {
      list.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The line dropped: it is asked again.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
