const scorecardWeights = {"dimensions": [{"id": "availability", "title": "Availability", "weight": "50"}, {"id": "detail", "title": "Detail & speed", "weight": "30"}, {"id": "policy", "title": "Policy limits", "weight": "20"}], "bands": [{"id": "A", "title": "Leading", "from": "85"}, {"id": "B", "title": "Substantial", "from": "70"}, {"id": "C", "title": "Partial", "from": "50"}, {"id": "D", "title": "Limited", "from": "30"}, {"id": "F", "title": "Minimal", "from": "0"}], "need": "2/5", "cities": [
{"id": "alpha-falls", "name": "Alpha Falls, WA", "path": "cities/alpha-falls/2025/index.html", "spans": [["25", "60"], ["0", "100"], ["25", "100"]], "held": [2, 2]},
{"id": "hotel-hostile", "name": "Hotel <b>&\"' {{ 7*7 }}, AL", "path": "cities/hotel-hostile/2025/index.html", "spans": [["50", "100"], ["200/11", "900/11"], ["0", "100"]], "held": [2, 0]},
{"id": "kilo-carried", "name": "Kilo, MO", "path": "cities/kilo-carried/2025/index.html", "spans": [["0", "50"], ["0", "0"], ["25", "100"]], "held": [2, 2]},
{"id": "november-withdrawn", "name": "November, DC", "path": "cities/november-withdrawn/2025/index.html", "spans": [["50", "100"], ["0", "100"], ["0", "100"]], "held": [2, 0]}
]};
