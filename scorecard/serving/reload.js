// Loads the page again when the server has a newer one, at the place to which it was scrolled.
"use strict";
(() => {
  const token = document.currentScript.dataset.token;
  const place = `scorecard serve ${location.pathname}`;
  let source = null;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const back = () => scrollTo({ top: Number(kept), behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }

  // What stands in a page when it opens is not read out as an alert; what comes into it is.
  const alert = document.querySelector(".scorecard-serve[role=alert]");
  if (alert !== null) {
    const told = [...alert.childNodes];
    alert.replaceChildren();
    requestAnimationFrame(() => alert.append(...told));
  }

  function listen() {
    if (source !== null) return;
    source = new EventSource(`/.scorecard/events?after=${encodeURIComponent(token)}`);
    source.onmessage = (message) => {
      if (message.data === token) return;
      source.close();
      sessionStorage.setItem(place, String(scrollY));
      location.reload();
    };
  }

  // A browser opens few connections to one server: pages that nobody sees leave theirs to others.
  function attend() {
    if (!document.hidden) return listen();
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", attend);
  attend();
})();
