"use strict"

// Page-wide behaviour, one concern a file, joined to app.js (core/assets.py says in which order).
// Everything here makes quicker what links and forms do without it. What one file lends to the
// others hangs on `page`.
const page = (() => {
  const root = document.documentElement
  const find = (selector, within = document) => within.querySelector(selector)
  const on = (event, handler, target = document) => target.addEventListener(event, handler)
  const word = (key) => find("#words")?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? ""
  return { root, find, on, word }
})()
