/* A reader's own weights: the same exact arithmetic as `scorecard score --weights`, on the numbers of one edition. */
"use strict";

const ownWeights = (() => {
  /* Fractions of whole numbers without limit, so that no rounding decides a rank. */
  const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a; };
  const fraction = (n, d) => { const by = gcd(n < 0n ? -n : n, d); return by > 1n ? {n: n / by, d: d / by} : {n, d}; };
  const exact = (text) => { const [n, d] = text.split("/"); return {n: BigInt(n), d: BigInt(d ?? 1)}; };
  const compare = (a, b) => { const x = a.n * b.d, y = b.n * a.d; return x < y ? -1 : x > y ? 1 : 0; };

  /* Read 25, 12.5 or 1/3; null where it is no number of 0 or more. */
  const weight = (text) => {
    const found = /^([0-9]{1,9})(?:\.([0-9]{1,9})|\/([0-9]{1,9}))?$/.exec(text.trim());
    if (!found || (found[3] && BigInt(found[3]) === 0n)) return null;
    const decimals = found[2] ?? "";
    return fraction(BigInt(found[1] + decimals), found[3] ? BigInt(found[3]) : 10n ** BigInt(decimals.length));
  };

  const mean = (spans, weights, end) => {
    let added = {n: 0n, d: 1n}, total = {n: 0n, d: 1n};
    spans.forEach((span, at) => {
      if (!span) return;
      const one = weights[at];
      added = {n: added.n * one.d * span[end].d + one.n * span[end].n * added.d, d: added.d * one.d * span[end].d};
      total = {n: total.n * one.d + one.n * total.d, d: total.d * one.d};
    });
    return total.n ? fraction(added.n * total.d, added.d * total.n) : null;
  };

  /* Print with one decimal, half up, but never onto or across 0, 100 or a threshold that is not reached. */
  const printed = (value, edges) => {
    let tenths = (20n * value.n + value.d) / (2n * value.d);
    if (tenths * value.d > 10n * value.n) {
      for (const edge of [{n: 100n, d: 1n}, ...edges]) {
        if (tenths * edge.d >= 10n * edge.n && compare(value, edge) < 0) tenths = (10n * edge.n + edge.d - 1n) / edge.d - 1n;
      }
    }
    if (value.n && tenths < 1n) tenths = 1n;
    return tenths === 0n || tenths === 1000n ? String(tenths / 10n) : `${tenths / 10n}.${tenths % 10n}`;
  };

  /* Rank all cities of an edition: the ranked ones first, then those of which too little is known. */
  const rank = (data, weights) => {
    const bands = data.bands.map((one) => exact(one.from)), need = exact(data.need);
    const bandOf = (value, held) => Math.max(bands.findIndex((from) => compare(value, from) >= 0), held);
    const rows = [];
    for (const city of data.cities) {
      const spans = city.spans.map((span) => span && {low: exact(span[0]), high: exact(span[1])});
      const low = mean(spans, weights, "low"), high = mean(spans, weights, "high");
      if (!low) continue;
      const known = {n: 100n * low.d * high.d - (high.n * low.d - low.n * high.d), d: 100n * low.d * high.d};
      const isRanked = compare(known, need) >= 0;
      const held = isRanked ? [bandOf(low, city.held[0]), bandOf(high, city.held[1])] : null;
      const ends = [printed(low, bands), printed(high, bands)];
      rows.push({city, low, high, ends: compare(low, high) ? ends : [ends[0]], bands: held && held.map((at) => data.bands[at])});
    }
    rows.sort((a, b) => !a.bands - !b.bands || compare(b.low, a.low) || compare(b.high, a.high) || (a.city.id < b.city.id ? -1 : 1));
    const ranked = rows.filter((row) => row.bands);
    const lows = ranked.map((row) => row.low).sort(compare), highs = ranked.map((row) => row.high).sort(compare);
    const above = (sorted, value) => {
      let [from, to] = [0, sorted.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (compare(sorted[middle], value) > 0) to = middle; else from = middle + 1;
      }
      return sorted.length - from;
    };
    for (const row of ranked) {
      row.best = 1 + above(lows, row.high);
      row.worst = above(highs, row.low) + (compare(row.high, row.low) > 0 ? 0 : 1);
    }
    return rows;
  };

  /* The places that are printed: among more than a thousand, those from the hundredth on in two digits, outward. */
  const step = (number, digits) => 10 ** Math.max(0, String(number).length - digits);
  const up = (number, digits) => Math.ceil(number / step(number, digits)) * step(number, digits);
  const places = (best, worst, ranked) => {
    if (ranked <= 1000) return [best, worst];
    return [Math.floor(best / step(best, 2)) * step(best, 2), Math.min(up(worst, 2), up(ranked, 3))];
  };

  return {weight, rank, places};
})();

document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("own");
  if (!place || typeof scorecardWeights === "undefined") return;
  const data = scorecardWeights, FIRST = 300;
  const words = Object.fromEntries([...document.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
  const element = (name, to, properties = {}) => to.appendChild(Object.assign(document.createElement(name), properties));
  const drawn = (name, to, attributes) => {
    const made = to.appendChild(document.createElementNS("http://www.w3.org/2000/svg", name));
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const said = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const kinds = new Intl.PluralRules(document.documentElement.lang, {type: "ordinal"});
  const ordinal = (number) => said(words[kinds.select(number)] || words.other, {number: number.toLocaleString("en")});
  const percent = (value) => Number((value.n * 1000000n) / value.d) / 1000000;

  const form = element("form", place, {className: "weights"});
  const inputs = data.dimensions.map((dimension) => {
    const line = element("div", form, {className: "weights-line"});
    const number = {id: `weight.${dimension.id}`, type: "text", inputMode: "decimal", autocomplete: "off"};
    const lang = dimension.lang || document.documentElement.lang;
    element("label", line, {htmlFor: number.id, lang, textContent: dimension.title});
    const slide = element("input", line, {type: "range", min: 0, max: 100, step: 1, lang});
    slide.setAttribute("aria-label", dimension.title);
    const input = element("input", line, number);
    slide.addEventListener("input", () => { input.value = slide.value; chosen(); });
    input.addEventListener("input", () => { chosen(); });
    return {dimension, input, slide};
  });
  const buttons = element("p", form, {className: "weights-end"});
  const reset = element("button", buttons, {type: "button", textContent: words.reset});
  const told = element("p", place, {className: "lede"});
  told.setAttribute("role", "status");
  const lists = element("div", place);

  const bar = (row, to) => {
    const low = percent(row.low), high = percent(row.high), svg = drawn("svg", to, {class: "bar bar--16", "aria-hidden": "true"});
    const middle = drawn("g", svg, {class: "bar-middle"}), size = {y: "50%", height: 16};
    drawn("rect", middle, {class: "track", width: "100%", ...size});
    drawn("rect", middle, {class: "solid", width: `${low}%`, ...size});
    drawn("rect", middle, {x: `${low}%`, width: `${high - low}%`, fill: "url(#draw.stripes)", ...size});
    drawn("rect", middle, {class: "outline", width: "100%", ...size});
    drawn("rect", middle, {class: "upright", x: `${high}%`, y: "50%", width: 2.5, height: 20});
  };

  /* Rows are laid out as grids, which would take these from them. */
  const ROLES = {"thead, tbody": "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell"};
  const table = (title, rows, isRanked, all) => {
    if (!rows.length) return;
    element("h2", lists, {textContent: said(title, {count: rows.length.toLocaleString("en")})});
    const made = element("table", lists, {className: `cities cities--${isRanked ? "ranked" : "unranked"}`});
    element("caption", made, {className: "unseen", textContent: said(title, {count: rows.length.toLocaleString("en")})});
    const head = element("tr", element("thead", made));
    for (const column of [words.rank, words.city, words.range, words.figures, words.band]) element("th", head, {scope: "col", textContent: column});
    const body = element("tbody", made);
    for (const row of all ? rows : rows.slice(0, FIRST)) {
      const line = element("tr", body);
      const [best, worst] = isRanked ? ownWeights.places(row.best, row.worst, rows.length) : [];
      const rank = !isRanked ? "–" : best === worst ? ordinal(best) : said(words.interval, {best: ordinal(best), worst: ordinal(worst)});
      const cell = element("td", line, {className: isRanked ? "cities-place" : "cities-place cities-place--none"});
      if (isRanked) element("span", cell, {className: "narrow", textContent: `${words.rank} `});
      cell.append(rank);
      const name = element("th", line, {scope: "row", className: "cities-name"});
      element("a", name, {href: place.dataset.root + row.city.path, textContent: row.city.name});
      bar(row, element("td", line, {className: "cities-bar"}));
      const figures = row.ends.length > 1 ? said(words.interval, {best: row.ends[0], worst: row.ends[1]}) : row.ends[0];
      element("td", line, {className: "cities-figures", textContent: figures});
      const names = row.bands && [...new Set(row.bands.map((band) => `${band.id} ${band.title}`))];
      const band = !names ? words.none : names.length > 1 ? said(words.interval, {best: names[0], worst: names[1]}) : names[0];
      element("td", line, {className: "cities-words", textContent: band});
    }
    for (const [names, role] of Object.entries(ROLES)) for (const one of made.querySelectorAll(names)) one.setAttribute("role", role);
    made.setAttribute("role", "table");
    if (!all && rows.length > FIRST) {
      const more = element("button", element("p", lists), {type: "button", textContent: said(words.all, {count: rows.length.toLocaleString("en")})});
      more.addEventListener("click", () => show(true));
    }
  };

  let weights = [];
  const show = (all = false) => {
    const rows = ownWeights.rank(data, weights), ranked = rows.filter((row) => row.bands);
    lists.replaceChildren();
    table(words.ranked, ranked, true, all);
    table(words.unranked, rows.slice(ranked.length), false, all);
  };

  let waiting = 0;
  const chosen = () => {
    const read = inputs.map((one) => ownWeights.weight(one.input.value));
    inputs.forEach((one, at) => one.input.setAttribute("aria-invalid", String(read[at] === null)));
    if (read.some((one) => one === null) || read.every((one) => one.n === 0n)) { told.textContent = words.wrong; return; }
    weights = read;
    inputs.forEach((one, at) => { one.slide.value = Math.min(100, percent(weights[at])); });
    const same = inputs.every((one) => ownWeights.weight(one.input.value).n * BigInt(exactOf(one).d) === BigInt(exactOf(one).n) * ownWeights.weight(one.input.value).d);
    told.textContent = same ? words.published : words.own;
    const address = same ? "#" : `#${inputs.map((one) => `${one.dimension.id}=${one.input.value.trim()}`).join(",")}`;
    if (location.hash !== (address === "#" ? "" : address)) history.replaceState(null, "", location.pathname + location.search + address.replace(/^#$/, ""));
    clearTimeout(waiting);
    waiting = setTimeout(show, 60);
  };
  const exactOf = (one) => { const [n, d] = one.dimension.weight.split("/"); return {n, d: d ?? 1}; };

  const fromAddress = () => {
    const parts = new Map(decodeURIComponent(location.hash.slice(1)).split(",").map((part) => part.split("=")));
    for (const one of inputs) one.input.value = parts.get(one.dimension.id) ?? one.dimension.weight;
    chosen();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => {
    for (const one of inputs) one.input.value = one.dimension.weight;
    chosen();
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
});
