// Names in, those that fit what was typed out, the best first: without accents or capitals, a slip allowed.
"use strict";
const scorecardFind = (() => {
  const plain = (text) => text.normalize("NFD").replace(/[\p{M}'\u2019\u02bb]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const idOf = (name, state) => `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}-${state.toLowerCase()}`;

  /* The cities of the index, each with what it can be found by. */
  const cities = (names) => Object.entries(names).flatMap(([state, [title, list]]) => list.map((entry) => {
    const [name, id, agency, isOlder] = [entry].flat();
    const told = agency || `${name} Police Department`;
    return {id: id || idOf(name, state), label: `${name}, ${state}`, agency: told, isNewest: !isOlder,
      name: plain(name), strong: plain(`${name} ${state} ${title}`), weak: plain(told)};
  }));

  /* Whether a word begins like what was typed, with so many letters wrong, left out or added. */
  const isNear = (typed, word, most) => {
    if (typed[0] !== word[0] || word.length < typed.length - most) return false;
    let row = Array.from({length: word.length + 1}, (_, at) => at);
    for (let i = 1; i <= typed.length; i++) {
      const next = [i];
      for (let j = 1; j <= word.length; j++) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) next[j] = Math.min(next[j], row.before[j - 2] + 1);
      }
      next.before = row;
      row = next;
    }
    return Math.min(...row) <= most;
  };
  const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

  const starts = (word, text) => text.startsWith(word) || text.includes(` ${word}`);
  const place = (typed, words, one) => {
    if (one.name === typed) return 0;
    if (one.strong.startsWith(typed)) return 1;
    if (words.every((word) => starts(word, one.strong))) return 2;
    return words.every((word) => starts(word, one.strong) || starts(word, one.weak)) ? 3 : -1;
  };
  const isClose = (words, one) => {
    one.own ??= [...new Set(`${one.strong} ${one.weak}`.split(" "))];
    return words.every((word) => one.own.some((other) => other.startsWith(word) || (slips(word) > 0 && isNear(word, other, slips(word)))));
  };

  /* Those of a list that fit, the best first; slips count where nothing fits without. */
  const found = (text, list) => {
    const typed = plain(text), words = typed.split(" ").filter(Boolean);
    if (!words.length) return [];
    const fits = list.map((one) => [place(typed, words, one), one]).filter(([at]) => at >= 0);
    if (fits.length) return fits.sort((a, b) => a[0] - b[0]).map(([, one]) => one);
    return list.filter((one) => isClose(words, one));
  };
  return {plain, cities, found};
})();
