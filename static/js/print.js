// A page made for paper goes there as soon as it is complete.
addEventListener("load", () => window.print())
