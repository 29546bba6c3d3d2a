const scorecardWeights = {"dimensions": [{"id": "availability", "title": "Availability", "weight": "50"}, {"id": "detail", "title": "Detail & speed", "weight": "30"}, {"id": "policy", "title": "Policy limits", "weight": "20"}], "bands": [{"id": "A", "title": "Leading", "from": "85"}, {"id": "B", "title": "Substantial", "from": "70"}, {"id": "C", "title": "Partial", "from": "50"}, {"id": "D", "title": "Limited", "from": "30"}, {"id": "F", "title": "Minimal", "from": "0"}], "need": "2/5", "cities": [
{"id": "alpha-falls", "name": "Alpha Falls, WA", "path": "cities/alpha-falls/2026/index.html", "spans": [["700/9", "700/9"], ["675/11", "1025/11"], ["75/2", "175/2"]], "held": [0, 0]},
{"id": "bravo-bay", "name": "Bravo Bay, OR", "path": "cities/bravo-bay/2026/index.html", "spans": [["70", "80"], ["0", "100"], ["75", "75"]], "held": [0, 0]},
{"id": "charlie-cove", "name": "Charlie Cove, OR", "path": "cities/charlie-cove/2026/index.html", "spans": [["70", "80"], ["0", "100"], ["75", "75"]], "held": [0, 0]},
{"id": "delta-long", "name": "Northwestern Upper Lower Middle Saint Bartholomew-on-the-Hil, NC", "path": "cities/delta-long/2026/index.html", "spans": [["55", "55"], ["400/11", "475/11"], ["0", "0"]], "held": [0, 0]},
{"id": "echo-letters", "name": "\u0141\u00f3d\u017a-\u00c7a\u00f0\u00eb \u00dd\u00f1d\u00f8\u0144 \u02bb\u014ckina, ZZ", "path": "cities/echo-letters/2026/index.html", "spans": [["0", "80"], ["0", "100"], ["0", "100"]], "held": [2, 0]},
{"id": "foxtrot-unknown", "name": "Foxtrot, TX", "path": "cities/foxtrot-unknown/2026/index.html", "spans": [["0", "100"], ["0", "100"], ["0", "100"]], "held": [2, 0]},
{"id": "golf-exempt", "name": "Golf, NV", "path": "cities/golf-exempt/2026/index.html", "spans": [null, null, null], "held": [0, 0]},
{"id": "hotel-hostile", "name": "Hotel <b>&\"' {{ 7*7 }}, AL", "path": "cities/hotel-hostile/2026/index.html", "spans": [["0", "400/9"], ["0", "0"], ["25", "75"]], "held": [2, 2]},
{"id": "india-capped", "name": "India, GA", "path": "cities/india-capped/2026/index.html", "spans": [["35", "35"], ["0", "75/11"], ["100", "100"]], "held": [2, 2]},
{"id": "juliet-open-gate", "name": "Juliet, FL", "path": "cities/juliet-open-gate/2026/index.html", "spans": [["60", "100"], ["100", "100"], ["100", "100"]], "held": [2, 0]},
{"id": "kilo-carried", "name": "Kilo, MO", "path": "cities/kilo-carried/2026/index.html", "spans": [["0", "100"], ["0", "100"], ["0", "100"]], "held": [2, 0]},
{"id": "lima-old", "name": "Lima, OH", "path": "cities/lima-old/2026/index.html", "spans": [["0", "100"], ["0", "100"], ["0", "100"]], "held": [2, 0]},
{"id": "papa-zero", "name": "Papa, UT", "path": "cities/papa-zero/2026/index.html", "spans": [["0", "0"], ["0", "0"], ["0", "0"]], "held": [2, 2]},
{"id": "quebec-all", "name": "Quebec, VT", "path": "cities/quebec-all/2026/index.html", "spans": [["100", "100"], ["100", "100"], ["100", "100"]], "held": [0, 0]}
]};
