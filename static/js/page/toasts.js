// Toasts: good news leaves after six seconds, bad news stays, never more than three.
{
  const { find, on, word } = page

  const STAY = 6000
  const timers = new WeakMap()

  const dismiss = (toast) => {
    const hadFocus = toast.contains(document.activeElement)
    toast.remove()
    if (hadFocus) find("#main")?.focus()
  }

  const watch = (toast) => {
    if (toast.getAttribute("role") === "alert") return
    const start = () => timers.set(toast, setTimeout(dismiss, STAY, toast))
    const stop = () => clearTimeout(timers.get(toast))
    for (const name of ["mouseenter", "focusin"]) on(name, stop, toast)
    for (const name of ["mouseleave", "focusout"]) on(name, start, toast)
    start()
  }

  const show = (toasts) => {
    const region = find("#flashes")
    const dialog = find("dialog[open]")
    if (dialog && !dialog.contains(region)) dialog.append(region) // above the window, and not inert
    for (const toast of toasts) {
      region.append(toast)
      watch(toast)
    }
    while (region.children.length > 3) dismiss(find(".toast:not([role=alert])", region) ?? region.firstElementChild)
  }

  const complain = (text, more, link) => {
    const toast = find("#toast").content.firstElementChild.cloneNode(true)
    const line = find(".toast__text", toast)
    line.textContent = text
    if (link) {
      const way = Object.assign(document.createElement("a"), { href: link, target: "_blank", textContent: word("sign-in") })
      line.append(" ", way)
    }
    if (more) line.append(Object.assign(document.createElement("span"), { className: "toast__more", textContent: more }))
    show([toast])
  }

  on("click", ({ target }) => {
    const close = target.closest(".toast__close")
    if (close) dismiss(close.closest(".toast"))
  })

  // The region stays where it is, or a screen reader would not hear what comes into it.
  on("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "flashes") return
    event.detail.shouldSwap = false
    show([...(find("#flashes", event.detail.fragment) ?? event.detail.fragment).querySelectorAll(".toast")])
  })

  Object.assign(page, { watch, complain })
}
