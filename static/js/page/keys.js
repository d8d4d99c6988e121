// Keys, by their place on the keyboard, so that any layout will do.
{
  const { root, find, on, escape } = page

  const PLACES = { KeyD: "d", KeyB: "b", KeyO: "o" }
  let isGoing = 0
  const inField = (target) => target.isContentEditable || target.matches?.("input, select, textarea")

  on("keydown", (event) => {
    const { code, target } = event
    if (code === "Escape") return escape() && event.preventDefault()
    if (code === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = target.form ?? target.closest("form")
      if (!form) return
      event.preventDefault()
      form.requestSubmit()
      return
    }
    if (root.dataset.shortcuts === "off" || event.defaultPrevented || inField(target) || event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return
    const deed = key(event)
    if (!deed) return
    event.preventDefault()
    if (deed instanceof HTMLInputElement) deed.focus()
    else deed.click()
  })

  function key({ code, shiftKey, key: sign }) {
    const isSecond = Date.now() < isGoing
    isGoing = 0
    if (isSecond && PLACES[code]) return find(`[data-go="${PLACES[code]}"]`)
    if (code === "KeyG" && !shiftKey) isGoing = Date.now() + 1500
    if (sign === "?" || (code === "Slash" && shiftKey)) return find('[data-shortcut="?"]')
    if (code === "Slash" || sign === "/") return find('[data-shortcut="/"]')
    if (shiftKey) return null
    if (code === "KeyN" || code === "KeyE") return find(`[data-shortcut="${code.at(-1).toLowerCase()}"]`)
    if (code === "KeyJ" || code === "KeyK") walk(code === "KeyJ" ? 1 : -1)
    return null
  }

  // From row to row of a list, by the first link of each; Enter then opens it.
  function walk(step) {
    const links = [...document.querySelectorAll("main :is(tbody tr, .rows > li)")].map((row) => find("a[href]", row)).filter((link) => link?.offsetParent)
    const row = document.activeElement?.closest("tr, .rows > li")
    const here = links.findIndex((link) => row?.contains(link))
    const to = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step
    links[to]?.focus()
  }
}
