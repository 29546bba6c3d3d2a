// What a reader types in, the cities and pages that fit out, the best first, with the question in the address.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-search]");
  if (!form || typeof scorecardNames === "undefined") return;
  const input = form.elements.namedItem("q"), told = form.querySelector("[data-told]");
  const list = document.querySelector("[data-cities]"), more = document.querySelector("[data-more]");
  const [button] = more.children, all = button.textContent, FIRST = 30;
  const number = (count) => count.toLocaleString(document.documentElement.lang);
  const cities = scorecardFind.cities(scorecardNames);
  const lists = [...document.querySelectorAll("[data-find]")].reduce((by, row) => {
    const [link, ...others] = row.children, name = scorecardFind.plain(link.textContent);
    const one = {row, name, strong: name, weak: scorecardFind.plain(others.map((other) => other.textContent).join(" "))};
    return by.set(row.parentNode, [...(by.get(row.parentNode) ?? []), one]);
  }, new Map());

  const element = (name, to, properties = {}) => to.appendChild(Object.assign(document.createElement(name), properties));
  const rowOf = (city) => {
    const row = element("li", document.createDocumentFragment(), {className: "claims-line"});
    element("a", row, {href: `${form.dataset.root}cities/${city.id}/index.html`, textContent: city.label});
    element("span", row, {textContent: city.agency});
    return row;
  };

  function show(isWhole = false) {
    const asked = scorecardFind.plain(input.value) !== "";
    const found = scorecardFind.found(input.value, cities);
    list.replaceChildren(...(isWhole ? found : found.slice(0, FIRST)).map(rowOf));
    list.hidden = !found.length;
    more.hidden = isWhole || found.length <= FIRST;
    button.textContent = all.replace("{count}", number(found.length));
    list.parentNode.hidden = asked && !found.length;
    let count = found.length;
    for (const [place, rows] of lists) {
      const fitting = asked ? scorecardFind.found(input.value, rows) : rows;
      for (const one of rows) one.row.hidden = !fitting.includes(one);
      place.append(...fitting.map((one) => one.row));
      place.parentNode.hidden = !fitting.length;
      count += fitting.length;
    }
    const text = count === 0 ? told.dataset.none : count === 1 ? told.dataset.single : told.dataset.many;
    told.textContent = asked ? text.replace("{count}", number(count)) : "";
  }

  function read() {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    show();
  }

  input.addEventListener("input", () => {
    const asked = new URLSearchParams(input.value ? {q: input.value} : {}).toString();
    history.replaceState(null, "", location.pathname + (asked && `?${asked}`));
    show();
  });
  button.addEventListener("click", () => {
    show(true);
    list.children[FIRST].firstChild.focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  form.hidden = false;
  read();
});
