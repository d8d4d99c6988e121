// Windows: «are you sure», a page opened over the page, the list of keys.
{
  const { find, on } = page

  const openers = new WeakMap()

  const open = (dialog) => {
    if (dialog.open) return
    openers.set(dialog, document.activeElement)
    dialog.showModal()
  }

  document.addEventListener("close", ({ target }) => {
    const region = find("#flashes", target)
    if (region) find("#main")?.before(region)
    const opener = openers.get(target)
    if (opener?.isConnected) opener.focus()
    if (target.id === "window" && !target.dataset.kept) find("#window-body").replaceChildren()
  }, true) // it does not bubble

  // Closed by Esc or the cross, the window keeps what was typed for the next time it is asked for.
  const keep = (dialog) => {
    if (dialog?.id !== "window") return
    const fields = dialog.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])")
    if ([...fields].some((field) => field.value !== field.defaultValue)) dialog.dataset.kept = dialog.dataset.shown
  }

  document.addEventListener("cancel", ({ target }) => keep(target), true)

  on("htmx:confirm", (event) => {
    const { question, elt, issueRequest } = event.detail
    if (!question) return
    event.preventDefault()
    const dialog = find("#confirm")
    const [no, yes] = dialog.querySelectorAll("button")
    const button = elt.matches("button") ? elt : find("button:not([type=button])", elt)
    const isGood = Boolean(button?.matches(".button--primary")) // what takes nothing away
    const deed = elt.dataset.confirmYes ?? button?.textContent.trim()
    yes.dataset.word ??= yes.textContent
    no.dataset.word ??= no.textContent
    find("#confirm-question").textContent = question
    yes.textContent = deed || yes.dataset.word
    no.textContent = elt.dataset.confirmNo ?? no.dataset.word
    yes.classList.toggle("button--primary", isGood)
    yes.classList.toggle("button--danger", !isGood)
    dialog.returnValue = "no"
    dialog.onclose = () => { if (dialog.returnValue === "yes") issueRequest(true) }
    open(dialog)
    if (isGood) yes.focus()
  })

  const openWindow = (link) => {
    const dialog = find("#window")
    const isKept = dialog.dataset.kept === link.href
    delete dialog.dataset.kept
    if (isKept) return open(dialog)
    dialog.dataset.shown = link.href
    find("#window-title").textContent = link.dataset.dialog || link.textContent.trim() || link.getAttribute("aria-label")
    openers.set(dialog, link)
    window.htmx.ajax("GET", link.href, { target: "#window-body", swap: "innerHTML", source: link })
  }

  on("htmx:afterSwap", ({ detail }) => {
    if (detail.target?.id !== "window-body") return // after Back there is no target
    const dialog = find("#window")
    dialog.classList.toggle("dialog--corner", Boolean(find("[data-corner]", detail.target)))
    const title = find("h1, h2", detail.target)
    if (title) {
      find("#window-title").textContent = title.textContent
      title.hidden = true
    }
    open(dialog)
    find("[autofocus], input:not([type=hidden]), select, textarea", detail.target)?.focus()
  })

  on("click", (event) => {
    const { target } = event
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
    const link = target.closest("a[data-dialog]:not([hx-get])")
    if (link && isPlain && window.htmx && find("#window")) {
      event.preventDefault()
      openWindow(link)
    }
    if (target.matches(".dialog--corner")) target.close() // beside the window, not in it
    if (target.closest("[data-close]")) {
      keep(target.closest("dialog"))
      target.closest("dialog")?.close()
    }
    const opener = target.closest("[data-open]")
    if (opener) open(document.getElementById(opener.dataset.open))
  })

  Object.assign(page, { open })
}
