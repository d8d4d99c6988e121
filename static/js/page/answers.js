// Answers that are not what was hoped for.
{
  const { find, on, word, isQuiet, complain } = page

  const signIn = () => `${document.body.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`

  on("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail
    const path = new URL(xhr.responseURL || location.href, location.href).pathname
    const isOut = xhr.status === 401 || (path === document.body.dataset.signIn && path !== location.pathname)
    if (!isOut) return
    event.preventDefault() // what was typed is worth more than a prompt sign-in
    if (isQuiet(event.detail.elt)) event.detail.elt.remove()
    if (!find(".toast a[target]")) complain(word("401"), "", signIn())
  })

  on("htmx:beforeSwap", ({ detail }) => {
    const { xhr } = detail
    const isPage = /^\s*<!doctype/i.test(xhr.responseText)
    if (xhr.status < 400) {
      if (isPage && detail.target.id === "window-body") {
        detail.shouldSwap = false // no fragment for a window: go there
        location.assign(xhr.responseURL)
      }
      return
    }
    // A refusal in words travels out of band; the page stays as it is.
    if (xhr.getResponseHeader("HX-Reswap")) detail.shouldSwap = true
    else if (xhr.status === 409 && xhr.responseText && !isPage) detail.shouldSwap = true
    else if (isPage) detail.shouldSwap = false
  })

  on("htmx:responseError", ({ detail }) => {
    const { xhr, elt } = detail
    if (isQuiet(elt)) return
    if (xhr.status === 409) window.htmx.trigger(document.body, "refused")
    if (xhr.getResponseHeader("HX-Reswap")) return
    const number = xhr.getResponseHeader("X-Request-Id")
    complain(word(xhr.status === 410 ? 404 : xhr.status) || word("failed"), xhr.status >= 500 && number ? `${word("request")}: ${number}` : "")
  })
}
