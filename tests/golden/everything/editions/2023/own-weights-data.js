const scorecardWeights = {"dimensions": [{"id": "all", "title": "All of it", "weight": "100"}], "bands": [{"id": "P", "title": "Pass", "from": "50"}, {"id": "N", "title": "Not yet", "from": "0"}], "need": "1/2", "cities": [
{"id": "alpha-falls", "name": "Alpha Falls, WA", "path": "cities/alpha-falls/2023/index.html", "spans": [["100", "100"]], "held": [0, 0]},
{"id": "oscar-older", "name": "Oscar, PR", "path": "cities/oscar-older/2023/index.html", "spans": [["0", "100"]], "held": [0, 0]}
]};
