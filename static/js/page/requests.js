// Every request carries the page's token, and says that it is under way.
{
  const { root, find, on } = page

  let underWay = 0
  const isQuiet = (element) => element?.getAttribute?.("hx-trigger")?.startsWith("every") // nobody pressed anything
  const pressed = ({ requestConfig, elt }) => requestConfig?.triggeringEvent?.submitter ?? (elt.matches?.("button, a") ? elt : null)

  on("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = find('meta[name="csrf-token"]')?.content ?? ""
  })

  on("htmx:beforeRequest", (event) => {
    if (isQuiet(event.detail.elt)) {
      if (document.hidden) event.preventDefault()
      return
    }
    underWay += 1
    root.classList.add("is-busy")
    pressed(event.detail)?.setAttribute("aria-busy", "true")
  })

  on("htmx:afterRequest", ({ detail }) => {
    if (isQuiet(detail.elt)) return
    underWay = Math.max(0, underWay - 1)
    root.classList.toggle("is-busy", underWay > 0)
    pressed(detail)?.removeAttribute("aria-busy")
    const box = detail.elt.closest?.("dialog")
    if (box?.id === "window" && !("stay" in detail.requestConfig.elt.dataset) && detail.requestConfig.verb !== "get" && detail.xhr.status < 300) box.close()
  })

  on("visibilitychange", () => {
    if (!document.hidden && find("#pulse")) window.htmx?.trigger("#pulse", "wake")
  })

  Object.assign(page, { isQuiet })
}
