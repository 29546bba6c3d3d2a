// The lists of a page in, what a reader asks for out: rows found, filtered and sorted, with the question in the address.
"use strict";
(() => {
  const tools = document.querySelector("[data-tools]");
  if (!tools) return;
  const form = tools.querySelector("form");
  const told = tools.querySelector("[data-told]");
  const plain = (text) => text.normalize("NFD").replace(/[\p{M}'\u2019\u02bb]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const tables = [...document.querySelectorAll("table.cities")].map((table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, place) => ({
      row,
      place,
      shown: true,
      name: plain(row.querySelector(".cities-name").textContent),
      state: row.dataset.state,
      size: row.dataset.size || "",
      bands: (row.dataset.bands || "").split(" "),
      low: Number(row.dataset.low ?? -1),
      high: Number(row.dataset.high ?? -1),
      known: Number(row.dataset.known ?? -1),
    }));
    const section = table.closest("section");
    return { section, shown: section.querySelector("[data-shown]"), body, rows, sorted: "" };
  });
  const all = tables.flatMap((table) => table.rows);
  const ORDERS = {
    "": (a, b) => a.place - b.place,
    name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.place - b.place),
    low: (a, b) => b.low - a.low || a.place - b.place,
    high: (a, b) => b.high - a.high || a.place - b.place,
    known: (a, b) => b.known - a.known || a.place - b.place,
  };
  const number = (count) => count.toLocaleString(document.documentElement.lang);
  const said = (count, of) => {
    const text = count === 0 ? told.dataset.none : count === 1 ? told.dataset.single : told.dataset.many;
    return text.replace("{count}", number(count)).replace("{all}", number(of));
  };
  const asked = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));

  function show() {
    const want = asked();
    const words = plain(want.find || "").split(" ").filter(Boolean);
    const order = Object.hasOwn(ORDERS, want.sort || "") ? want.sort || "" : "";
    let count = 0;
    for (const table of tables) {
      let left = 0;
      for (const one of table.rows) {
        const fits =
          (!want.state || one.state === want.state) &&
          (!want.size || one.size === want.size) &&
          (!want.band || one.bands.includes(want.band)) &&
          words.every((word) => ` ${one.name}`.includes(` ${word}`));
        if (fits !== one.shown) one.row.hidden = !(one.shown = fits);
        left += fits;
      }
      if (table.sorted !== order) {
        table.body.append(...[...table.rows].sort(ORDERS[order]).map((one) => one.row));
        table.sorted = order;
      }
      table.section.hidden = !left;
      // The heading counts the whole edition, whatever is left of it here.
      table.shown.hidden = left === table.rows.length;
      table.shown.textContent = said(left, table.rows.length);
      count += left;
    }
    told.textContent = said(count, all.length);
  }

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name) field.value = given.get(field.name) || "";
    // An address may name what a select does not have.
    for (const field of form.querySelectorAll("select")) if (field.selectedIndex < 0) field.value = "";
    if ([...given.keys()].some((name) => form.elements.namedItem(name))) tools.open = true;
    show();
  }

  function changed(event) {
    const hash = new URLSearchParams(asked()).toString();
    const to = hash ? `#${hash}` : location.pathname + location.search;
    // A step back undoes a choice, not a letter.
    history[event.target.type === "search" ? "replaceState" : "pushState"](null, "", to);
    show();
  }

  const states = form.elements.namedItem("state");
  for (const state of [...new Set(all.map((one) => one.state))].sort()) states.add(new Option(state, state));
  form.addEventListener("input", changed);
  form.addEventListener("reset", (event) => setTimeout(() => changed(event)));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  tools.open = matchMedia("(min-width: 45rem)").matches;
  tools.hidden = false;
  read();
})();
