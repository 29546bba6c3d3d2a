// Cities that a reader chooses in, side by side out: each from a script of its own, with the choice in the address.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-compare]");
  if (!place || typeof scorecardNames === "undefined") return;
  const MOST = 4, SHOWN = 10;
  const words = Object.fromEntries([...document.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
  const cities = scorecardFind.cities(scorecardNames).filter((one) => one.isNewest);
  const byId = new Map(cities.map((one) => [one.id, one]));
  const part = (name) => place.querySelector(name);
  const input = part("[role=combobox]"), options = part("[role=listbox]"), told = part("[data-told]");
  const chosenList = part("[data-chosen]"), only = part("[name=only]"), result = part("[data-result]"), orders = part("[data-orders]");
  const table = part("table"), heads = table.tHead.rows[0];
  const partRows = [...table.querySelectorAll("[data-part]")], questions = [...table.querySelectorAll("[data-question]")];
  const said = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const number = (count) => count.toLocaleString(document.documentElement.lang);
  let chosen = [], shown = [], active = -1;

  const element = (name, to, properties = {}) => to.appendChild(Object.assign(document.createElement(name), properties));
  const drawn = (name, to, attributes) => {
    const made = to.appendChild(document.createElementNS("http://www.w3.org/2000/svg", name));
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  /* A text may hold words of another language, between marks that say which. */
  const written = (text, to) => {
    let at = to;
    for (const piece of text.split(/(\x05[A-Za-z0-9-]+\x06|\x07)/)) {
      if (piece[0] === "\x05") at = element("span", at, {lang: piece.slice(1, -1)});
      else if (piece === "\x07") at = at === to ? to : at.parentNode;
      else at.append(piece);
    }
    return to;
  };

  const bar = ([solid, from, stripes, high], to) => {
    const svg = drawn("svg", to, {class: "bar bar--16", "aria-hidden": "true"});
    const middle = drawn("g", svg, {class: "bar-middle"}), size = {y: "50%", height: 16};
    drawn("rect", middle, {class: "track", width: "100%", ...size});
    if (solid) drawn("rect", middle, {class: "solid", width: solid, ...size});
    if (stripes) drawn("rect", middle, {x: from, width: stripes, fill: "url(#draw.stripes)", ...size});
    drawn("rect", middle, {class: "outline", width: "100%", ...size});
    drawn("rect", middle, {class: "upright", x: high, y: "50%", width: 2.5, height: 20});
  };
  const mark = (one, to) => {
    const svg = drawn("svg", to, {class: "mark", width: 44, height: 18, "aria-hidden": "true"});
    if (typeof one === "string") { drawn("use", svg, {href: `#mark.${one}`}); return; }
    const [solid, from, stripes, upright] = one;
    drawn("rect", svg, {class: "empty", width: 44, height: 18});
    if (solid) drawn("rect", svg, {class: "solid", width: solid, height: 18});
    if (stripes) drawn("rect", svg, {x: from, width: stripes, height: 18, fill: "url(#draw.stripes)"});
    if (upright) drawn("rect", svg, {class: "mark-upright", x: upright, width: 2, height: 18});
    drawn("rect", svg, {class: "mark-box", x: .6, y: .6, width: 42.8, height: 16.8});
  };

  const cell = (row, city) => {
    const made = element("td", row);
    made.setAttribute("role", "cell");
    element("span", made, {className: "beside-city", textContent: city.name});
    return made;
  };
  const partCell = (row, at, city) => {
    const [shape, figures, band, settled] = city.parts[at], made = cell(row, city);
    if (shape) bar(shape, made);
    written(figures, element("p", made, {className: "beside-figures"}));
    for (const text of [band, settled, city.ranks[at]]) if (text) written(text, element("p", made));
  };
  const answerCell = (row, at, city) => {
    const [shape, word, finding, points] = city.answers[at], made = cell(row, city), question = row.cells[0].textContent;
    mark(shape, made);
    const line = element("p", made);
    written(`${word}.`, element("b", line));
    line.append(" ");
    written(finding, line);
    const anchor = row.cells[0].querySelector("a").getAttribute("href").split("/").at(-2);
    const link = element("a", element("p", made), {href: `${place.dataset.root}${city.path}#${anchor}`});
    written(points, link);
    element("span", link, {className: "unseen", textContent: ` (${city.name}, ${question})`});
  };

  /* Exact numbers, so that no rounding settles an order. */
  const below = (one, other) => {
    const [[a, b], [c, d]] = [one, other].map((text) => text.split("/").map(BigInt));
    return a * (d ?? 1n) < c * (b ?? 1n);
  };
  const order = (one, other) => {
    if (!one.exact.length || !other.exact.length) return said(words.unordered, {one: one.name, other: other.name});
    for (const [up, down] of [[one, other], [other, one]]) {
      if (below(down.exact[1], up.exact[0])) return said(words.above, {one: up.name, other: down.name, low: up.ends[0], high: down.ends[1]});
    }
    const isSettled = one.exact[0] === one.exact[1] && other.exact[0] === other.exact[1];
    return said(isSettled ? words.equal : words.overlap, {one: one.name, other: other.name});
  };

  const fill = (columns) => {
    for (const row of [heads, ...partRows, ...questions]) while (row.cells.length > 1) row.cells[1].remove();
    for (const city of columns) {
      const head = element("th", heads, {scope: "col"});
      head.setAttribute("role", "columnheader");
      element("a", head, {href: place.dataset.root + city.path, textContent: city.name});
      partRows.forEach((row, at) => partCell(row, at, city));
      questions.forEach((row, at) => answerCell(row, at, city));
    }
  };
  const differing = (columns) => questions.map((_, at) => new Set(columns.map((city) => city.answers[at][4])).size > 1);

  /* Show what is chosen, once all of it is loaded; `before` is said first. */
  function show(before = "") {
    const columns = chosen.map((id) => window.scorecardCompared?.[id]).filter(Boolean);
    const isMany = columns.length > 1, differs = differing(columns), count = differs.filter(Boolean).length;
    chosenList.replaceChildren();
    for (const id of chosen) {
      const button = element("button", element("li", chosenList), {type: "button", textContent: said(words.remove, {city: byId.get(id).label})});
      button.addEventListener("click", () => remove(id));
    }
    chosenList.hidden = !chosen.length;
    fill(columns);
    only.disabled = !isMany;
    questions.forEach((row, at) => { row.hidden = only.checked && isMany && !differs[at]; });
    orders.replaceChildren();
    columns.forEach((one, at) => { for (const other of columns.slice(at + 1)) element("li", orders, {textContent: order(one, other)}); });
    result.hidden = !columns.length;
    const then = !chosen.length ? words.start : !isMany ? words.more
      : said(words.differ, {count: number(count), all: number(questions.length)});
    told.textContent = `${before} ${then}`.trim();
  }

  const loading = new Map();
  const load = (id) => {
    if (window.scorecardCompared?.[id]) return Promise.resolve(true);
    if (!loading.has(id)) {
      loading.set(id, new Promise((done) => {
        const script = element("script", document.head, {src: `data/${id}.js`});
        script.addEventListener("load", () => done(true));
        script.addEventListener("error", () => { script.remove(); loading.delete(id); done(false); });
      }));
    }
    return loading.get(id);
  };
  async function choose(ids, before = "") {
    chosen = [...new Set(ids)].filter((id) => byId.has(id)).slice(0, MOST);
    const asked = [...chosen];
    const are = await Promise.all(asked.map(load));
    const missing = asked.filter((_, at) => !are[at]);
    if (asked.join() !== chosen.join()) return;
    chosen = asked.filter((id) => !missing.includes(id));
    show(missing.length ? missing.map((id) => said(words.failed, {city: byId.get(id).label})).join(" ") : before);
  }
  const address = () => {
    const given = [...(chosen.length ? [`cities=${chosen.join(",")}`] : []), ...(only.checked ? ["only=differing"] : [])].join("&");
    history.pushState(null, "", location.pathname + (given && `?${given}`));
  };
  async function add(city) {
    close();
    input.value = "";
    await choose([...chosen, city.id], said(words.added, {city: city.label}));
    address();
  }
  async function remove(id) {
    await choose(chosen.filter((one) => one !== id), said(words.removed, {city: byId.get(id).label}));
    address();
    input.focus();
  }

  /* The combobox: focus stays in the field, the arrow keys move through the options. */
  function close() {
    options.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function move(to) {
    active = to;
    [...options.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", options.children[active].id);
    options.children[active].scrollIntoView({block: "nearest"});
  }
  function offer() {
    close();
    if (!scorecardFind.plain(input.value)) return;
    if (chosen.length >= MOST) { told.textContent = words.full; return; }
    const found = scorecardFind.found(input.value, cities).filter((one) => !chosen.includes(one.id));
    shown = found.slice(0, SHOWN);
    options.replaceChildren();
    shown.forEach((city, at) => {
      const one = element("li", options, {className: "chooser-option", id: `compare.option.${at}`, textContent: city.label});
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      element("span", one, {textContent: city.agency});
      one.addEventListener("pointerdown", (event) => event.preventDefault());
      one.addEventListener("click", () => add(city));
    });
    options.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    told.textContent = said(!found.length ? words.none : found.length === 1 ? words.single : words.many, {count: number(found.length)});
  }
  input.addEventListener("input", offer);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const isOpen = !options.hidden, last = shown.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) offer();
      if (options.hidden) return;
      move(event.key === "ArrowDown" ? (active < last ? active + 1 : 0) : (active > 0 ? active - 1 : last));
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      add(shown[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      if (!isOpen) input.value = "";
      close();
    }
  });
  only.addEventListener("change", () => { show(); address(); });

  const read = () => {
    const given = new URLSearchParams(location.search);
    only.checked = given.get("only") === "differing";
    choose((given.get("cities") ?? "").split(","));
  };
  addEventListener("popstate", read);
  place.hidden = false;
  read();
});
