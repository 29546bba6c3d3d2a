const scorecardNames = {
"AL":["Alabama",[["Hotel <b>&\"' {{ 7*7 }}","hotel-hostile","</title><script>alert(1)</script>",0]]],
"DC":["District of Columbia",[["November","november-withdrawn",0,1]]],
"FL":["Florida",[["Juliet","juliet-open-gate",0,0]]],
"GA":["Georgia",[["India","india-capped",0,0]]],
"MO":["Missouri",[["Kilo","kilo-carried",0,0]]],
"NC":["North Carolina",[["Northwestern Upper Lower Middle Saint Bartholomew-on-the-Hil","delta-long","Northwestern Upper Lower Middle Saint Bartholomew-on-the-Hil Police and Public Safety Department",0]]],
"NV":["Nevada",[["Golf","golf-exempt","No department of its own",0]]],
"OH":["Ohio",[["Lima","lima-old",0,0]]],
"OR":["Oregon",[["Bravo Bay","bravo-bay","Police",0],["Charlie Cove","charlie-cove","Police",0]]],
"PR":["Puerto Rico",[["Oscar","oscar-older",0,1]]],
"TX":["Texas",[["Foxtrot","foxtrot-unknown",0,0]]],
"UT":["Utah",[["Papa","papa-zero",0,0]]],
"VT":["Vermont",[["Quebec","quebec-all",0,0]]],
"WA":["Washington",[["Alpha Falls","alpha-falls",0,0]]],
"ZZ":["ZZ",[["\u0141\u00f3d\u017a-\u00c7a\u00f0\u00eb \u00dd\u00f1d\u00f8\u0144 \u02bb\u014ckina","echo-letters","Polic\u00eda \u00d6l\u00fcm \u0101\u0113\u012b\u014d\u016b",0]]]
};
