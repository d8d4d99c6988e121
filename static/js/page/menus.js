// Menus are <details>: one at a time, closed by Esc and by a press elsewhere.
{
  const { find, on } = page

  const openMenus = () => document.querySelectorAll("details.menu[open]")

  on("click", ({ target }) => {
    for (const menu of openMenus()) if (!menu.contains(target) || target.closest("[data-open]")) menu.open = false
  })

  // Inside a region that scrolls a list would be cut: it is laid over the page instead.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches("details.menu[open]") || !target.closest(".table-wrap, .board, dialog")) return
    const list = find(".menu__list", target)
    const at = find("summary", target).getBoundingClientRect()
    const { width, height } = list.getBoundingClientRect()
    const isRoom = at.bottom + height + 8 < innerHeight
    const left = Math.max(8, Math.min(at.right - width, innerWidth - width - 8))
    const top = isRoom ? at.bottom + 4 : Math.max(8, at.top - height - 4)
    Object.assign(list.style, { position: "fixed", right: "auto", bottom: "auto", left: `${left}px`, top: `${top}px` })
  }, true)

  document.addEventListener("scroll", () => {
    for (const menu of openMenus()) if (find(".menu__list", menu).style.position) menu.open = false
  }, { capture: true, passive: true })

  const escape = () => {
    for (const menu of openMenus()) {
      menu.open = false
      find("summary", menu).focus()
      return true
    }
    if (location.hash !== "#navigation") return false
    location.hash = "#main"
    return true
  }

  Object.assign(page, { escape })
}
